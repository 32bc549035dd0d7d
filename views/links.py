"""Addresses: deep links into the bot, share links of other services, and reading them back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from aiogram.enums import MessageEntityType
from aiogram.types import InlineKeyboardMarkup, MessageEntity

from views.buttons import story_of_button

#: No service documents a limit for a button's address; servers commonly refuse requests past 2 kB.
URL_LIMIT = 2000

_STORY_NUMBER = re.compile(r"[stg]_([0-9]{1,15})(?:_([0-9]{1,9}))?")
_DEEP_LINK = re.compile(r"https://t\.me/([A-Za-z0-9_]{4,32})\?start=([A-Za-z0-9_-]{1,64})")


@dataclass(frozen=True, slots=True)
class Payload:
    """What stands behind `?start=`: a story, its full text, or a place (character offset) in it."""

    view: str
    story: int
    place: int | None = None


def deep_link(username: str, payload: str) -> str:
    """Return the address that opens the bot with `/start payload`."""
    return f"https://t.me/{username}?start={payload}"


def to_story(username: str, story: int) -> str:
    """Return the address of a story."""
    return deep_link(username, f"s_{story}")


def to_full(username: str, story: int) -> str:
    """Return the address of a story's full text."""
    return deep_link(username, f"t_{story}")


def to_place(username: str, story: int, start: int) -> str:
    """Return the address of a character of the full text."""
    return deep_link(username, f"g_{story}_{start}")


def read_payload(payload: str) -> Payload | None:
    """Read a deep link's payload; None if it is not one of ours."""
    match = _STORY_NUMBER.fullmatch(payload)
    if match is None:
        return None
    place = int(match[2]) if match[2] else None
    return Payload(payload[0], int(match[1]), place)


def story_of_message(
    username: str,
    text: str,
    entities: Iterable[MessageEntity],
    keyboard: InlineKeyboardMarkup | None,
) -> int | None:
    """Tell which story a message is about, by its buttons or the links in its text.

    Forwarding drops the buttons, and keeps the links. A list is about several, and so about none.
    """
    buttons = [button for row in (keyboard.inline_keyboard if keyboard else ()) for button in row]
    found = {
        story_of_button(button.callback_data or "") or _story_of_url(username, button.url)
        for button in buttons
    } - {None}
    if not found:
        urls = (_url(entity, text) for entity in entities)
        found = {_story_of_url(username, url) for url in urls} - {None}
    return found.pop() if len(found) == 1 else None


def _url(entity: MessageEntity, text: str) -> str | None:
    """Return where a link of a text leads, hidden or written out."""
    return entity.extract_from(text) if entity.type == MessageEntityType.URL else entity.url


def _story_of_url(username: str, url: str | None) -> int | None:
    match = _DEEP_LINK.fullmatch(url or "")
    if match is None or match[1].lower() != username.lower():
        return None
    payload = read_payload(match[2])
    return payload.story if payload else None


def telegram_share(url: str, text: str) -> str:
    """Return Telegram's own share link."""
    return f"https://t.me/share/url?url={_quoted(url)}&text={_quoted(text)}"


def odnoklassniki_share(url: str, title: str) -> str:
    """Return Odnoklassniki's «Класс» link."""
    return f"https://connect.ok.ru/offer?url={_quoted(url)}&title={_quoted(title)}"


def whatsapp_share(text: str) -> str:
    """Return WhatsApp's share link; the address stands in the text."""
    return f"https://wa.me/?text={_quoted(text)}"


def vk_share(url: str, title: str) -> str:
    """Return VK's share link."""
    return f"https://vk.com/share.php?url={_quoted(url)}&title={_quoted(title)}"


def _quoted(text: str) -> str:
    return quote(text, safe="")
