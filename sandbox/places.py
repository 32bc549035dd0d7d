"""Who joins, leaves, blocks: people, groups, the bot's place in them, and what the bot is told."""

from typing import Any

from sandbox.lookups import member
from sandbox.reach import writable
from sandbox.refusals import Json, Objection, bad
from sandbox.values import ADMINS, PRESENT, Chat, Person
from sandbox.world import World

FIRST_USER = 1_001
SUPERGROUPS = -1_000_000_000_000  # ids of supergroups and channels lie below it
DIALOGS = -9_000_000_000_000  # chats of two people, unseen by the bot
STATUSES = frozenset({"member", "administrator", "left", "kicked"})
BOT_STATUSES = STATUSES | {"restricted"}
_LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфхыэёәіңғүұқөһ", "abvgdeziyklmnoprstufhyeeainguukoh", strict=True))
)


def new_person(world: World, name: str, language: str = "ru", username: str = "") -> Person:
    """A person with a private chat with the bot, not started yet; the same name: the same one."""
    found = next((p for p in world.people.values() if p.name == name), None)
    return found or add_person(world, name, language, username)


def add_person(world: World, name: str, language: str, username: str = "") -> Person:
    """A new person, whoever else has that name."""
    id_ = FIRST_USER + len(world.people)
    person = Person(id_, name, username or _username(name, id_), language)
    world.people[id_] = person
    world.chats[id_] = Chat(id_, "private", name, {id_: "member"})
    world.changes.tell("user", user=id_, state=person.shown())
    return person


def new_chat(world: World, kind: str, wish: Json) -> Chat:
    """A group, supergroup or channel as POST /control/groups describes it."""
    members = {world.person(id_).id: "member" for id_ in wish.get("members", [])}
    admins = [world.person(id_).id for id_ in wish.get("administrators", [])]
    members.update(dict.fromkeys(admins, "administrator"))
    if admins:
        members[admins[0]] = "creator"
    number = next(world.ids)
    id_ = -number - 1_000 if kind == "group" else SUPERGROUPS - 1_000 - number
    chat = Chat(id_, kind, str(wish["title"]), members, bot="left")
    world.chats[id_] = chat
    if wish.get("forum") and kind == "supergroup":
        chat.become_forum()
    tell_chat(world, chat)
    place = wish.get("bot", "administrator" if kind == "channel" else "member")
    if place != "left":
        if not members:
            raise Objection("a chat with the bot needs a member who added it")
        place_bot(world, chat, world.person(admins[0] if admins else next(iter(members))), place)
    return chat


def dialog(world: World, one: Person, other: Person) -> Chat:
    """The chat of two people with each other, made when first used."""
    low, high = sorted((one.id, other.id))
    id_ = DIALOGS - low * 1_000_000 - high
    if id_ not in world.chats:
        people = {low: "member", high: "member"}
        title = f"{world.people[low].name} · {world.people[high].name}"
        world.chats[id_] = Chat(id_, "dialog", title, people, bot="left")
        tell_chat(world, world.chats[id_])
    return world.chats[id_]


def block(world: World, person: Person, blocked: bool) -> None:
    """The person blocks or unblocks the bot."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    chat = world.chats[person.id]
    before = member(world, chat, world.bot.id, "member" if blocked else "kicked")
    _tell_bot(world, chat, person, before, "kicked" if blocked else "member")
    tell_person(world, person)


def deactivate(world: World, person: Person) -> None:
    """The person's account is deleted."""
    person.deactivated = True
    tell_person(world, person)


def place_bot(world: World, chat: Chat, by: Person, status: Any, lacks: Any = ()) -> None:
    """A member adds, promotes, restricts, or throws out the bot; `lacks`: rights not given."""
    if status not in BOT_STATUSES or chat.type in {"private", "dialog"}:
        raise Objection(f"the bot's place in a group is one of {', '.join(sorted(BOT_STATUSES))}")
    old, before = chat.bot, member(world, chat, world.bot.id)
    chat.bot, chat.lacks = status, frozenset(map(str, lacks))
    if before == member(world, chat, world.bot.id):
        return
    _tell_bot(world, chat, by, before)
    if chat.type != "channel" and old not in PRESENT and status in PRESENT:
        service(world, chat, by.id, {"new_chat_members": [world.bot_user()]})
    if chat.type != "channel" and old in PRESENT and status not in PRESENT:
        body = world.post(chat, by.id, {"left_chat_member": world.bot_user()}).body
        world.updates.put("message", body)
    tell_chat(world, chat)


def place_person(world: World, chat: Chat, by: Person, person: Person, status: Any) -> None:
    """A member adds, promotes or removes a person."""
    if status not in STATUSES or chat.type in {"private", "dialog"}:
        raise Objection("a place in a group is member, administrator, left or kicked")
    old = chat.members.get(person.id, "left")
    chat.members[person.id] = status
    _tell_of_member(world, chat, by, person, old)
    if chat.type != "channel" and old not in PRESENT and status in PRESENT:
        service(world, chat, by.id, {"new_chat_members": [person.user()]})
    if chat.type != "channel" and old in PRESENT and status not in PRESENT:
        service(world, chat, by.id, {"left_chat_member": person.user()})
    tell_chat(world, chat)


def leave_chat(world: World, params: Json) -> bool:
    """leaveChat"""
    chat = writable(world, params["chat_id"])
    if chat.type == "private":
        raise bad("chat member status can't be changed in private chats")
    before = member(world, chat, world.bot.id)
    chat.bot, chat.lacks = "left", frozenset()
    if chat.type != "channel":
        world.post(chat, world.bot.id, {"left_chat_member": world.bot_user()})
    _tell_bot(world, chat, None, before)
    tell_chat(world, chat)
    return True


def migrate(world: World, chat: Chat) -> Chat:
    """A group becomes a supergroup with a new id; the bot hears of it in both."""
    if chat.type != "group" or chat.migrated_to is not None:
        raise Objection("only a group that has not moved can become a supergroup")
    id_ = SUPERGROUPS - 1_000 - next(world.ids)
    new = Chat(id_, "supergroup", chat.title, dict(chat.members), bot=chat.bot)
    world.chats[id_] = new
    by = next((id_ for id_, s in chat.members.items() if s in ADMINS), next(iter(chat.members)))
    service(world, chat, by, {"migrate_to_chat_id": id_})
    chat.migrated_to = id_
    service(world, new, by, {"migrate_from_chat_id": chat.id})
    tell_chat(world, chat)
    tell_chat(world, new)
    return new


def service(world: World, chat: Chat, sender: int, content: Json) -> None:
    """A service message, which the bot gets too while it is there."""
    hear(world, chat, world.post(chat, sender, content).body)


def hear(world: World, chat: Chat, body: Json) -> None:
    """The bot gets a service message while it is there."""
    if chat.bot in PRESENT:
        world.updates.put("message", body)


def tell_chat(world: World, chat: Chat) -> None:
    """Publish how a chat stands."""
    world.changes.tell("chat", chat.id, state=chat.shown())


def tell_person(world: World, person: Person) -> None:
    """Publish how a person stands."""
    world.changes.tell("user", user=person.id, state=person.shown())


def _tell_bot(
    world: World, chat: Chat, by: Person | None, before: Json, status: str | None = None
) -> None:
    update = {
        "chat": world.brief(chat),
        "from": by.user() if by else world.bot_user(),
        "date": int(world.now()),
        "old_chat_member": before,
        "new_chat_member": member(world, chat, world.bot.id, status),
    }
    world.updates.put("my_chat_member", update)


def _tell_of_member(world: World, chat: Chat, by: Person, person: Person, old: str) -> None:
    if chat.bot != "administrator":
        return
    update = {
        "chat": world.brief(chat),
        "from": by.user(),
        "date": int(world.now()),
        "old_chat_member": member(world, chat, person.id, old),
        "new_chat_member": member(world, chat, person.id),
    }
    world.updates.put("chat_member", update)


def _username(name: str, id_: int) -> str:
    plain = name.lower().translate(_LATIN)
    letters = "".join(c for c in plain if c.isascii() and c.isalnum())
    return letters if len(letters) >= 4 and letters[0].isalpha() else f"user{id_}"
