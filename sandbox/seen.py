"""What a scripted user sees: messages as values that a test can ask."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.refusals import Json


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text with a meaning; offset and length in UTF-16 units, `covers` the text."""

    type: str
    offset: int
    length: int
    covers: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button; the fields that are not None say what it does."""

    text: str
    row: int
    column: int
    url: str | None = None
    data: str | None = None
    copies: str | None = None
    inline_query: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A message in a chat. `text` is its text or caption, `raw` Telegram's own Message."""

    id: int
    chat: int
    seq: int
    text: str
    entities: tuple[Entity, ...]
    buttons: tuple[Button, ...]
    sender: int
    edited: bool
    raw: Json = field(repr=False, compare=False)

    @property
    def bold(self) -> list[str]:
        """The texts in bold."""
        return self.covered("bold")

    @property
    def links(self) -> list[str]:
        """Where the links of the text lead, hidden or written out."""
        kinds = ("text_link", "url")
        return [e.url or e.covers for e in self.entities if e.type in kinds]

    @property
    def labels(self) -> list[str]:
        """The texts of the buttons."""
        return [button.text for button in self.buttons]

    @property
    def reply_to(self) -> int | None:
        """The id of the message that it replies to."""
        replied: Json = self.raw.get("reply_to_message", {})
        return replied.get("message_id")

    def covered(self, kind: str) -> list[str]:
        """The texts under entities of this type, in order."""
        return [entity.covers for entity in self.entities if entity.type == kind]

    def button(self, label: str) -> Button | None:
        """The first button whose text contains the label."""
        return next((button for button in self.buttons if label in button.text), None)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of pressing a button.

    `kind` is callback, url, copy or inline. `text` is the bot's notice, or what was copied, or
    the inline query; `answered` False: the bot did not answer the press in time.
    """

    kind: str
    text: str | None = None
    alert: bool = False
    url: str | None = None
    answered: bool = True


def seen(raw: Json) -> Seen:
    """A Message of the control API as a value."""
    text = raw.get("text") or raw.get("caption") or ""
    entities = raw.get("entities") or raw.get("caption_entities") or []
    return Seen(
        id=raw["message_id"],
        chat=raw["chat"]["id"],
        seq=raw["seq"],
        text=text,
        entities=tuple(_entity(text, entity) for entity in entities),
        buttons=tuple(_buttons(raw)),
        sender=(raw.get("from") or raw["chat"])["id"],
        edited="edit_date" in raw,
        raw=raw,
    )


def pressed(raw: Json) -> Pressed:
    """An answer of POST /control/press as a value."""
    kind = str(raw["kind"])
    if kind == "callback":
        answer: Json | None = raw["answer"]
        if answer is None:
            return Pressed(kind, answered=False)
        return Pressed(kind, answer["text"], answer["show_alert"], answer["url"])
    return Pressed(kind, raw.get("text") or raw.get("query"), url=raw.get("url"))


def _entity(text: str, raw: Json) -> Entity:
    start, end = 2 * raw["offset"], 2 * (raw["offset"] + raw["length"])
    covers = text.encode("utf-16-le")[start:end].decode("utf-16-le")
    return Entity(raw["type"], raw["offset"], raw["length"], covers, raw.get("url"))


def _buttons(raw: Json) -> list[Button]:
    rows: list[list[Json]] = raw.get("reply_markup", {}).get("inline_keyboard", [])
    return [_button(b, r, c) for r, row in enumerate(rows) for c, b in enumerate(row)]


def _button(raw: Json, row: int, column: int) -> Button:
    copies: Any = raw.get("copy_text") or {}
    query = raw.get("switch_inline_query", raw.get("switch_inline_query_current_chat"))
    if chosen := raw.get("switch_inline_query_chosen_chat"):
        query = chosen.get("query", "")
    return Button(
        text=raw["text"],
        row=row,
        column=column,
        url=raw.get("url"),
        data=raw.get("callback_data"),
        copies=copies.get("text"),
        inline_query=query,
    )
