"""Readings of texts made by hand: storage must keep whatever the engine will say."""

from datetime import UTC, datetime, timedelta

from news.analysis import Analysis
from news.figures import Figure
from news.names import Name
from news.spans import Part, Span
from news.story import Quote, Story
from news.summary import Summary, SummarySentence
from storage.store import Store
from storage.stories import Story as Stored

NOW = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
GANGS = "Полиция накрыла две банды, которые занимались торговлей людьми в Астане."
HARVEST = "Аграрии собрали рекордный урожай пшеницы на севере страны."


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def reading(text: str, *, title: str | None = None, views: int | None = None) -> Analysis:
    """A reading with a headline that need not stand in the text."""
    return Analysis(
        version=1,
        story=Story(
            text=text,
            language="ru",
            title=None if title is None else Part(title, 0, len(title)),
            lede=Part(text[:20], 0, len(text[:20])),
            paragraphs=(Part(text, 0, len(text)),),
            quotes=(Quote("цитата", 0, 6, Part("МВД", 7, 10)),),
            author=Part("Автор", 0, 5),
            place=None,
            photo_credit=None,
            published=None,
            views=views,
            furniture=(Part("Поделиться", 0, 10),),
            reading_minutes=2,
        ),
        summaries=(Summary((SummarySentence(text, 0, len(text), "figure", "86"),)),),
        figures=(
            Figure(Span(0, 2), (1.5, 1e12), "KZT", "range", "доход", Part("x", 0, 1), "key", True),
            Figure(Span(0, 2), 86.0, "%", "exact", "доля", Part("x", 0, 1), "minor", False),
        ),
        names=(Name("ORG", "МВД", "МВД", (Span(1, 4),), "по данным"),),
    )


async def add(store: Store, text: str, *, title: str | None = None) -> Stored:
    return (await store.stories.add(text, reading(text, title=title), now=NOW)).story


async def subscribe(store: Store, *ids: int) -> None:
    for chat in ids:
        await store.chats.remember(chat, "private", "ru", "Asia/Almaty", now=NOW)
        await store.subscriptions.add(chat, chat, NOW)
