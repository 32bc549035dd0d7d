"""A source has written one of its articles anew: its story gets the new text, as a correction."""

import asyncio
import json
from datetime import datetime

from news.analysis import Analysis, analyse
from news.text import clean
from news.versions import Change, Kind, compare
from sources.articles import Article
from sources.events import Compared, Events
from storage.errors import AlreadyKnown
from storage.store import Store

#: A new text with less than this share of the old one's length was read only half.
SHRUNK = 0.5


async def revise(store: Store, story_id: int, article: Article, *, now: datetime) -> bool:
    """Give a story the text that its source has now; tell whether it says something else.

    A text that is no article, is much shorter, or is that of another story, changes nothing.
    """
    story = await store.stories.get(story_id)
    if story is None or story.retracted_at is not None:
        return False
    new = await asyncio.to_thread(analysed, article.text)
    if not has_text(new) or has_shrunk(story.analysis, new):
        return False
    change = await asyncio.to_thread(compare, story.analysis, new)
    if change.kind is Kind.SAME:
        return False
    compared = await asyncio.to_thread(Compared.of, new)
    try:
        async with store.transaction():
            replaced = await store.versions.replace(
                story_id,
                new.story.text,
                new,
                kind=change.kind.name.lower(),
                changes=_told(change),
                now=now,
            )
            await Events(store).print(story_id, compared)
    except AlreadyKnown:
        return False
    return replaced is not None


def analysed(text: str) -> Analysis:
    """Return the reading of a text from outside."""
    return analyse(clean(text))


def has_text(analysis: Analysis) -> bool:
    """Tell whether there is anything beside a headline."""
    return bool(analysis.story.lede or analysis.story.paragraphs)


def has_shrunk(old: Analysis, new: Analysis) -> bool:
    """Tell whether a text lost so much that it was probably read only half."""
    return len(new.story.text) < SHRUNK * len(old.story.text)


def _told(change: Change) -> str:
    """Return what readers are told of a change, as JSON: the words before and after."""
    pairs = [
        (each.old.text if each.old else None, each.new.text if each.new else None)
        for each in change.material
    ]
    return json.dumps(pairs, ensure_ascii=False)
