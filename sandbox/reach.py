"""Whether the bot can reach a chat or a message, in Telegram's words when it cannot."""

from typing import Any

from sandbox.refusals import bad, forbidden, mistake, upgraded
from sandbox.values import GENERAL, PRESENT, Chat, Message, Topic
from sandbox.world import World


def seen(world: World, id: Any) -> Chat:
    """The chat, if the bot has any business with it; reading it needs no more."""
    chat = world.chats.get(_chat_id(world, id))
    if chat is None or chat.type == "dialog":
        raise bad("chat not found")
    return chat


def writable(world: World, id: Any) -> Chat:
    """The chat, if the bot may write into it now."""
    chat = seen(world, id)
    if chat.type == "private":
        _check_person(world, chat)
    elif chat.migrated_to is not None:
        raise upgraded(chat.migrated_to)
    elif chat.bot != "administrator":
        _check_place(chat)
    return chat


def sendable(world: World, id: Any, what: str = "text messages") -> Chat:
    """The chat, if the bot may send something of this kind there."""
    chat = writable(world, id)
    if chat.type == "channel" and not chat.may("can_post_messages"):
        raise bad("have no rights to send a message")
    if chat.bot == "restricted" and not chat.may("can_send_messages"):
        raise bad(f"not enough rights to send {what} to the chat")
    return chat


def topic(chat: Chat, id: int | None) -> Topic | None:
    """The topic that a message of the bot goes to; None where there are no topics."""
    if not chat.forum:
        if id is not None:
            raise bad("message thread not found")
        return None
    found = chat.topics.get(GENERAL if id is None else id)
    if found is None or id == GENERAL:  # the general topic is named by naming none
        raise bad("message thread not found")
    if found.closed and not (chat.bot == "administrator" and chat.may("can_manage_topics")):
        raise bad("TOPIC_CLOSED")
    return found


def message(chat: Chat, id: Any, purpose: str) -> Message:
    """The message with this id, or "message to <purpose> not found"."""
    found = chat.messages.get(id) if isinstance(id, int) else None
    if found is None:
        raise bad(f"message to {purpose} not found")
    return found


def _chat_id(world: World, id: Any) -> int:
    if isinstance(id, str) and id.startswith("@"):
        return next((p.id for p in world.people.values() if f"@{p.username}" == id), 0)
    try:
        return int(id)
    except (TypeError, ValueError):
        raise mistake("chat_id is not a number") from None


def _check_person(world: World, chat: Chat) -> None:
    person = world.people[chat.id]
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def _check_place(chat: Chat) -> None:
    if chat.bot == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if chat.bot not in PRESENT:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    if chat.type == "channel":
        raise bad("need administrator rights in the channel chat")
