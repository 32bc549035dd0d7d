"""What a view gives out: one message as a person sees it."""

from dataclasses import dataclass, replace
from typing import Self

from aiogram.types import InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity
from aiogram.utils.formatting import Text

#: Telegram's limit for a message's text, in UTF-16 units after entity parsing.
TEXT_LIMIT = 4096
#: Telegram's limit for entities of a message's own; those beyond it are dropped in silence.
ENTITY_LIMIT = 100

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Message:
    """Text with its entities (offsets in UTF-16 units, no parse mode) and its buttons."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    keyboard: InlineKeyboardMarkup | None = None

    @classmethod
    def of(cls, content: Text, keyboard: InlineKeyboardMarkup | None = None) -> Self:
        """Render formatted text into a message."""
        text, entities = content.render()
        return cls(text, tuple(entities), keyboard)

    def with_keyboard(self, keyboard: InlineKeyboardMarkup | None) -> Self:
        """Return the same text under other buttons."""
        return replace(self, keyboard=keyboard)

    @property
    def length(self) -> int:
        """Length of the text as Telegram counts it: UTF-16 units."""
        return len(self.text.encode("utf-16-le")) // 2

    @property
    def fits(self) -> bool:
        """Whether Telegram takes the message, and all that is bold or a link in it."""
        return self.length <= TEXT_LIMIT and len(self.entities) <= ENTITY_LIMIT
