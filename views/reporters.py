"""Who reports an event, where that are several, and what they say differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiogram.utils.formatting import BlockQuote, ExpandableBlockQuote, Text, TextLink

from news.differing import Said, standing
from views.figure import number_text, worded
from views.language import Catalogue, catalogue, fill
from views.links import URL_LIMIT
from views.model import Reader, Reporter, Story
from views.story import facts, headline_link, shortened

if TYPE_CHECKING:
    from news.figures import Figure

#: So many are named; of more, so many, and the rest is counted ("А, Б и ещё 2", never "ещё 1").
MOST_NAMED, NAMED_OF_MORE = 3, 2
#: Other figures for one thing that are told.
MOST_OTHERS = 3
#: A name is cut to this many UTF-16 units.
NAME_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Other:
    """A figure as another source than the story's own gives it."""

    reporter: Reporter
    said: Said


def named(story: Story) -> list[Reporter]:
    """Return who reports a story's event, each once; who has neither name nor address is nobody."""
    found: dict[str, Reporter] = {}
    for reporter in story.reporters:
        if name := name_of(reporter):
            found.setdefault(name.casefold(), reporter)
    return list(found.values())


def line(story: Story, say: Catalogue, most: int = MOST_NAMED) -> Text | None:
    """Return "Reported by: A, B and 2 more", each a link; None where only one source is known.

    With less room than for `NAMED_OF_MORE` names they are only counted: "4 sources".
    """
    reporters = named(story)
    if len(reporters) <= 1:
        return None
    if most < NAMED_OF_MORE:
        return Text(say.many("{n} source", "{n} sources", len(reporters)))
    parts = [linked(reporter) for reporter in reporters]
    return fill(say("Reported by: {names}"), names=_listed(parts, min(most, MOST_NAMED), say))


def heading(story: Story, reader: Reader, username: str) -> Iterator[Text | str]:
    """Yield what stands above every story: its headline, its facts, and who reports it."""
    yield headline_link(story, username)
    yield "\n"
    yield facts(story, reader)
    if told := line(story, catalogue(reader.language)):
        yield "\n"
        yield told


def others(story: Story) -> list[tuple[Figure, list[Other]]]:
    """Return the figures of a story that other sources give differently, as it is now.

    Of those who give the same, one comes before the next figure and the others after all.
    """
    found: dict[int, list[Other]] = defaultdict(list)
    figures = story.analysis.figures
    for reporter in story.reporters:
        for told in reporter.differing if reporter.story_id == story.id else ():
            figure = standing(told, figures)
            if figure is not None and name_of(reporter):
                found[figure.start].append(Other(reporter, told.other))
    return [
        (figure, _each_value_first(found[figure.start]))
        for figure in figures
        if figure.start in found
    ]


def differing(story: Story, figure: Figure, said: Sequence[Other], say: Catalogue) -> Text:
    """Return that sources differ, and how: "А: 3 человека, Б: 4 человека"."""
    return Text(say("Sources differ"), ". ", figures_of(story, figure, said, say))


def _each_value_first(said: list[Other]) -> list[Other]:
    firsts = {each.said.value: each for each in reversed(said)}
    return sorted(said, key=lambda each: firsts[each.said.value] is not each)


def figures_of(story: Story, figure: Figure, said: Sequence[Other], say: Catalogue) -> Text:
    """Return what each source gives: "А: 3 человека, Б: 4 человека"."""
    own = next((each for each in story.reporters if each.story_id == story.id), None)
    name = linked(own) if own and name_of(own) else Text(say("this article"))
    parts = [Text(name, ": ", number_text(story, figure))]
    parts += [Text(linked(each.reporter), ": ", _number(each.said)) for each in said]
    return _listed(parts, 1 + MOST_OTHERS, say)


def quotes(said: Sequence[Other], room: int, long: int) -> Iterator[Text | str]:
    """Yield the sentences that other figures stand in, each under its source's name.

    Those longer than `long` UTF-16 units are folded; all are cut to `room`.
    """
    for each in said[:MOST_OTHERS]:
        quote = shortened(each.said.quote, room)
        yield "\n"
        yield linked(each.reporter)
        yield ":\n"
        yield ExpandableBlockQuote(quote) if len(quote) > long else BlockQuote(quote)


def name_of(reporter: Reporter) -> str:
    """Return whom a report is from: a name, else where it stands; "" where nobody says."""
    return " ".join(reporter.name.split()) or _host(reporter.url)


def linked(reporter: Reporter) -> Text:
    """Return a source's name, as a link where it has an address that Telegram takes."""
    name = shortened(name_of(reporter), NAME_LIMIT)
    is_link = _host(reporter.url) and len(reporter.url) <= URL_LIMIT
    return TextLink(name, url=reporter.url) if is_link else Text(name)


def _host(url: str) -> str:
    """Return where an address of the web leads; "" for any other, which would be no link."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and "." in host and "@" not in parts.netloc
    return host.removeprefix("www.") if is_web and len(url.split()) == 1 else ""


def _listed(parts: Sequence[Text], most: int, say: Catalogue) -> Text:
    """Return "A, B, C", or "A, B and 2 more" of more than `most`."""
    shown = parts if len(parts) <= most else parts[: most - 1]
    names = Text(*[piece for part in shown for piece in (", ", part)][1:])
    rest = len(parts) - len(shown)
    return fill(say("{names} and {n} more"), names=names, n=say.number(rest)) if rest else names


def _number(said: Said) -> str:
    return worded(said.written, said.unit, said.qualifier, said.language)
