"""What somebody sent to be read: an address, a document, or a post with whom it is from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.enums import MessageEntityType
from aiogram.types import (
    Document,
    Message,
    MessageEntity,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

#: A post of fewer characters, addresses not counted, is shorter than its summary would be.
POST = 200
#: What Telegram shows as a link need not begin with a scheme.
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
#: Documents that are shown, not read.
_SHOWN = ("image/", "video/", "audio/")


@dataclass(frozen=True, slots=True)
class Post:
    """A text that was written or forwarded, with its origin as far as Telegram tells it."""

    text: str
    source: str = ""
    #: Where the post stands, if everyone can see it there.
    url: str = ""


Sent = str | Document | Post


def sent(messages: Sequence[Message]) -> Sent | None:
    """Return what one message, or the parts of an album, ask to have read; None for nothing.

    A text that is long enough is read itself; a shorter one with a link stands for what that leads
    to.
    """
    first = messages[0]
    document = first.document
    text = "\n\n".join(filter(None, (part.text or part.caption for part in messages)))
    if len(_without_addresses(messages)) >= POST:
        return Post(text, *_origin(first))
    if document and not (document.mime_type or "").startswith(_SHOWN):
        return document
    return next((address for part in messages for address in _addresses(part)), None)


def is_command(message: Message) -> bool:
    """Tell whether a message is, or was meant as, a command."""
    return message.forward_origin is None and (message.text or "").startswith("/")


def _addresses(message: Message) -> list[str]:
    text = message.text or message.caption or ""
    found = [_address(entity, text) for entity in _entities(message)]
    return [address for address in found if address]


def _address(entity: MessageEntity, text: str) -> str | None:
    """Return where a link leads that is written out or hidden behind words."""
    if entity.type == MessageEntityType.TEXT_LINK:
        return entity.url
    if entity.type != MessageEntityType.URL:
        return None
    written = entity.extract_from(text)
    return written if _SCHEME.match(written) else f"https://{written}"


def _without_addresses(messages: Sequence[Message]) -> str:
    return " ".join(filter(None, map(_words, messages)))


def _words(message: Message) -> str:
    text = shown = message.text or message.caption or ""
    for entity in _entities(message):
        if entity.type == MessageEntityType.URL:
            text = text.replace(entity.extract_from(shown), "")
    return " ".join(text.split())


def _entities(message: Message) -> list[MessageEntity]:
    return message.entities or message.caption_entities or []


def _origin(message: Message) -> tuple[str, str]:
    """Return whom a forwarded message is from, and the address of a public channel's post."""
    match message.forward_origin:
        case MessageOriginChannel(chat=chat, message_id=number):
            url = f"https://t.me/{chat.username}/{number}" if chat.username else ""
            return chat.title or "", url
        case MessageOriginChat(sender_chat=chat):
            return chat.title or "", ""
        case MessageOriginUser(sender_user=user):
            return user.full_name, ""
        case MessageOriginHiddenUser(sender_user_name=name):
            return name, ""
    return "", ""
