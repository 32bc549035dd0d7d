"""What was read for one person: the summary and the figures of an article that is not stored.

Without links and buttons: there is no story for them to lead to, and what a page says is its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiogram.utils.formatting import Bold, Italic, Text

from views.buttons import StoreReading, keyboard, pressed
from views.figure import LABEL_LIMIT, figure_line, hedge, shown_figures
from views.figures import GROUPS, group_name, names
from views.language import Catalogue, catalogue
from views.message import TEXT_LIMIT, Message
from views.model import Read, Reader
from views.pages import paragraph_number
from views.story import headline, shortened, source_line
from views.summary import SENTENCE_LIMIT, SENTENCES

if TYPE_CHECKING:
    from news.analysis import Analysis

#: Sentences, room for each, figures, room for each, and whether names are told: the first with
#: which the message fits.
SIZES = (
    (SENTENCES, SENTENCE_LIMIT, 12, LABEL_LIMIT, True),
    (SENTENCES, 900, 8, 100, True),
    (SENTENCES, 600, 8, 80, False),
    (1, SENTENCE_LIMIT, 5, 60, False),
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """An analysis that belongs to no stored story."""

    analysis: Analysis


def render(
    analysis: Analysis,
    source: str,
    half: str | None,
    reader: Reader,
    *,
    number: int | None = None,
) -> Message:
    """Return the reading of an article as one message.

    `source`: whom it is from, or ""; `half`: why only a part of it was found (a page's reason);
    `number`: what an editor may have it stored by.
    """
    say = catalogue(reader.language)
    for size in SIZES:
        message = Message.of(Text(*_parts(_Reading(analysis), source, half, say, size)))
        if message.length <= TEXT_LIMIT:
            break
    if number is None:
        return message
    store = pressed(say("Store as a story"), StoreReading(number=number))
    return message.with_keyboard(keyboard([store]))


def _parts(
    read: Read,
    source: str,
    half: str | None,
    say: Catalogue,
    size: tuple[int, int, int, int, bool],
) -> Iterator[Text | str]:
    sentences, sentence_room, most, room, with_names = size
    yield Bold(headline(read.analysis))
    yield "\n"
    yield _facts(read, source, say)
    if half is not None:
        yield "\n"
        yield Italic(half_read(half, say))
    for sentence in read.analysis.summary(sentences).sentences:
        number = paragraph_number(read.analysis.story, sentence.start)
        yield f"\n\n{shortened(sentence.text, sentence_room)} ¶{number}"
    yield from _figures(read, most, room, say)
    if with_names:
        yield from names(read, say)
    yield "\n\n"
    yield Italic(say("For you alone: nothing of it is stored."))


def _facts(read: Read, source: str, say: Catalogue) -> str:
    minutes = read.analysis.story.reading_minutes
    told = say.many("{n} min read", "{n} min read", minutes)
    return " · ".join(filter(None, (source_line(source), told)))


def _figures(read: Read, most: int, room: int, say: Catalogue) -> Iterator[Text | str]:
    figures = shown_figures(read, most)
    for group in GROUPS:
        members = [figure for figure in figures if figure.group == group]
        if members:
            yield "\n\n"
            yield Bold(group_name(group, say))
        for figure in members:
            number = paragraph_number(read.analysis.story, figure.span.start)
            yield Text("\n• ", figure_line(read, figure, room), hedge(figure, say), f" ¶{number}")


def half_read(reason: str, say: Catalogue) -> str:
    """Say that only a part of an article was found, and why."""
    reasons = {
        "paywall": say("This looks like the free beginning only: the rest is for subscribers."),
        "cut short": say("This looks like a part of the article only: the text breaks off."),
        "shorter than stated": say(
            "This looks like a part of the article only: the page says that there is more."
        ),
    }
    return reasons.get(reason) or say("This looks like a part of the article only.")


def refused(key: str, detail: str, reader: Reader) -> Message:
    """Say why nothing could be read; `key` is that of an UnreadableError."""
    say = catalogue(reader.language)
    sentence = refusals(detail, say).get(key)
    return Message(sentence or say("This cannot be read."))


def refusals(detail: str, say: Catalogue) -> dict[str, str]:
    """Return the sentence for each reason why nothing was read."""
    return {**_of_fetching(detail, say), **_of_pages(say), **_of_files(say)}


def _of_fetching(detail: str, say: Catalogue) -> dict[str, str]:
    return {
        "fetch address": say("I do not go to this address: it is not one of the public web."),
        "fetch lookup": say("There is no site with this name, or it cannot be found right now."),
        "fetch connect": say("The site does not answer. Please try again later."),
        "fetch tls": say("The site's certificate is wrong, so what it says cannot be trusted."),
        "fetch slow": say("The site took too long. Please try again later."),
        "fetch large": say("There is too much at this address for one article."),
        "fetch broken": say("The site's answer cannot be understood."),
        "fetch redirects": say("The site sends from one address to the next without end."),
        "fetch status": say("The site answers with error {status}.", status=detail),
        "fetch type": say("There is a picture, a film or an archive there, nothing to read."),
        "fetch robots": say("The site asks programs to stay away."),
    }


def _of_pages(say: Catalogue) -> dict[str, str]:
    return {
        "page not found": say("The page says that what was asked for is not there."),
        "page list of headlines": say(
            "This is a list of headlines, no article. Send me the address of one article."
        ),
        "page feed": say("This is a feed of many articles. Send me the address of one of them."),
        "page feed to add": say(
            "This is a feed of many articles. /add with its address makes it a source."
        ),
        "page bot wall": say("The site wants to see a person in a browser; I can read nothing."),
        "page login": say("The page can be read only after logging in."),
        "page paywall": say("The article is for the site's subscribers; nothing of it is shown."),
        "page cookie wall": say("The page shows nothing but its question about cookies."),
        "page no text": say("There is no article on this page."),
        "page too large": say("This is more text than an article can have."),
        "page cut short": say("Only the beginning of the article is on this page."),
        "page shorter than stated": say("Only a part of the article is on this page."),
    }


def _of_files(say: Catalogue) -> dict[str, str]:
    return {
        "file missing": say("The file is gone. Please send it once more."),
        "file empty": say("The file is empty."),
        "file large": say("The file is too large: I read up to 20 MB and one article in each."),
        "file binary": say(
            "This is no text that I can read. Send me txt, html, md, docx or pdf; all that I can "
            "do: /help"
        ),
        "file locked": say("The file is locked with a password."),
        "file no text": say("There is no text in the file, only pictures of pages."),
        "file no article": say("There is no article on this page."),
        "file encoding": say("The file's encoding cannot be told. Save it as UTF-8."),
        "file short": say("This is too short: a summary needs a few sentences to choose from."),
        "file heavy": say("This takes too much time or memory to read."),
    }


def over_the_limit(most: int, reader: Reader) -> Message:
    """Say once that a person has had all readings of a day."""
    say = catalogue(reader.language)
    return Message(
        say.many(
            "I read {n} link or file a day for each person. Go on tomorrow.",
            "I read {n} links or files a day for each person. Go on tomorrow.",
            most,
        )
    )
