"""Topics of forums: begun, closed, opened again and deleted by people; the bot hears of it.

Of a deletion Telegram tells bots nothing: all messages of the topic go, and what is sent there
afterwards is refused.
"""

from typing import Any

from sandbox import places
from sandbox.refusals import Json, Objection
from sandbox.sending import topic_content
from sandbox.values import ADMINS, GENERAL, Chat, Person, Topic
from sandbox.world import World

LONGEST_NAME = 128  # Bot API
COLOUR = 7322096  # one of the six that the Bot API names
DOINGS = frozenset({"close", "reopen", "delete"})


def turn_on(world: World, person: Person, chat: Chat) -> None:
    """An administrator gives a supergroup topics."""
    _check(chat.members.get(person.id) in ADMINS)
    if chat.type != "supergroup":
        raise Objection("only a supergroup can have topics")
    chat.become_forum()
    places.tell_chat(world, chat)


def begin(world: World, person: Person, chat: Chat, name: str) -> Topic:
    """A member begins a topic."""
    if not chat.forum:
        raise Objection("this chat has no topics")
    if not world.sees(person, chat):
        raise Objection(f"{person.name} is not in the chat {chat.title!r}", 403)
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        raise Objection(f"the name of a topic has 1 to {LONGEST_NAME} characters")
    about = {"name": name.strip(), "icon_color": COLOUR}
    message = world.post(chat, person.id, {"forum_topic_created": about})
    message.body.update(message_thread_id=message.id, is_topic_message=True)
    topic = Topic(message.id, name.strip(), person.id)
    chat.topics[topic.id] = topic
    places.hear(world, chat, message.body)
    places.tell_chat(world, chat)
    return topic


def change(world: World, person: Person, chat: Chat, id: Any, doing: Any) -> Topic:
    """Close a topic, open it again, or delete it with all its messages."""
    topic = found(chat, id)
    admin = chat.members.get(person.id) in ADMINS
    _check(admin or (person.id == topic.by and doing != "delete"))
    if doing not in DOINGS or (doing == "delete" and topic.id == GENERAL):
        raise Objection("a topic can be closed, reopened, and all but the general one deleted")
    if doing == "delete":
        _delete(world, chat, topic)
    elif topic.closed != (doing == "close"):
        topic.closed = doing == "close"
        kind = "forum_topic_closed" if topic.closed else "forum_topic_reopened"
        places.service(world, chat, person.id, {kind: {}, **topic_content(chat, topic)})
    places.tell_chat(world, chat)
    return topic


def found(chat: Chat, id: Any) -> Topic:
    """The topic of a forum, by default the general one; raises Objection."""
    topic = chat.topics.get(GENERAL if id is None else id)
    if topic is None:
        raise Objection(f"there is no topic {id!r} in the chat {chat.title!r}", 404)
    return topic


def written(chat: Chat, person: Person, id: Any) -> Json:
    """What a person's message in a topic carries; nothing where the chat has no topics."""
    if not chat.forum and id is None:
        return {}
    topic = found(chat, id)
    if topic.closed and chat.members.get(person.id) not in ADMINS:
        raise Objection("this topic is closed", 403)
    return topic_content(chat, topic)


def _delete(world: World, chat: Chat, topic: Topic) -> None:
    inside = [m for m in chat.messages.values() if m.body.get("message_thread_id") == topic.id]
    for message in inside:
        world.remove(chat, message)
    del chat.topics[topic.id]


def _check(allowed: bool) -> None:
    if not allowed:
        raise Objection("only administrators (and who began a topic) may do that", 403)
