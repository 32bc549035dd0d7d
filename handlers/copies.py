"""Answers that show a story: sent, and remembered, so that a correction reaches them."""

from aiogram.types import CallbackQuery
from aiogram.types import Message as Received

from delivery.copies import CopyKeeper
from handlers.answers import answer, show
from storage.chats import Chat
from storage.store import Store
from storage.stories import Story
from views import correction
from views.buttons import edition_of
from views.message import Message


async def answer_with(
    received: Received, view: Message, copies: CopyKeeper, story: Story, kind: str, detail: int = 0
) -> None:
    """Answer with a story; `kind` and `detail` name the view as buttons do."""
    sent = await answer(received, view)
    copies.keep(sent.chat.id, sent.message_id, story, kind, detail)


async def show_in_place(
    query: CallbackQuery, view: Message, copies: CopyKeeper, story: Story, kind: str, detail: int
) -> None:
    """Show a story in place of the message under the pressed button.

    A digest in which a story was opened stays a digest: that is what a correction brings back.
    """
    await show(query, view)
    message = query.message
    if isinstance(message, Received) and edition_of(message.reply_markup) is None:
        copies.keep(message.chat.id, message.message_id, story, kind, detail)


async def withdrawn(store: Store, story: Story, chat: Chat, username: str) -> Message | None:
    """Return what is shown of a story that was withdrawn; None for any other."""
    if story.retracted_at is None:
        return None
    reason = await store.versions.reason(story.id)
    return correction.withdrawn(story, reason, chat, username)
