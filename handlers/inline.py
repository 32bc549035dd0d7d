"""Inline mode: `@bot words` in any chat finds stories and sends the share text."""

from aiogram import Router
from aiogram.types import InlineQuery, InlineQueryResultArticle, InputTextMessageContent

from storage.chats import Chat
from storage.store import Store
from storage.stories import Story
from views import share
from views.message import NO_PREVIEW
from views.story import headline, shortened

MOST_RESULTS = 10
DESCRIPTION_LIMIT = 120
#: Likes and views change and stories are added: Telegram may keep an answer for this long.
CACHE_SECONDS = 10
#: What a person types into an inline query is at most 256 characters long (Bot API).
QUERY_LIMIT = 256


async def find(query: InlineQuery, store: Store, chat: Chat, username: str) -> None:
    """Answer with the stories that have the words; with the newest ones for no words."""
    words = query.query.strip()[:QUERY_LIMIT]
    number, variant = share.read_inline_query(words) or (None, "all")
    stories = await _stories(store, words, number)
    results = [_result(story, chat, username, variant) for story in stories]
    await query.answer(list(results), cache_time=CACHE_SECONDS, is_personal=True)


async def _stories(store: Store, words: str, number: int | None) -> list[Story]:
    if number is not None:
        numbers = [number]
    elif words:
        hits = await store.stories.search(words, limit=MOST_RESULTS)
        numbers = [hit.line.id for hit in hits]
    else:
        numbers = [line.id for line in await store.stories.page(0, MOST_RESULTS)]
    found = [await store.stories.get(number) for number in numbers]
    return [story for story in found if story is not None and story.retracted_at is None]


def _result(story: Story, chat: Chat, username: str, variant: str) -> InlineQueryResultArticle:
    view = share.render(story, chat, username, variant=variant, inline=True)
    lede = story.analysis.story.lede
    return InlineQueryResultArticle(
        id=f"{story.id}-{story.revision}-{variant}-{chat.language}",
        title=headline(story.analysis),
        description=shortened(lede.text, DESCRIPTION_LIMIT) if lede else None,
        input_message_content=InputTextMessageContent(
            message_text=view.text,
            entities=list(view.entities),
            link_preview_options=NO_PREVIEW,
            parse_mode=None,
        ),
        reply_markup=view.keyboard,
    )


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="inline")
    router.inline_query.register(find)
    return router
