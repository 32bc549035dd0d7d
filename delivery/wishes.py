"""What a person writes behind /subscribe, made into choices: "08:00 будни", "тема преступность"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from delivery.timing import schedule_of
from delivery.wanted import stored
from news import filters, schedule_words
from news.cities import City
from news.filters import Refusal
from news.schedule import Schedule
from news.schedule_words import NO_QUIET, Wish
from news.words import fold
from news.zones import zone_of_city
from storage.subscriptions import AT_ONCE, DIGEST, Choices

#: Bounds of what may be chosen.
MOST_BUDGET, MOST_STORIES = 100, 15
#: No name of a city that people write has more words.
MOST_PLACE_WORDS = 4

_NONE = r"нет|без|none|no|жоқ"
_BUDGET = re.compile(rf"\b(?:лимит|limit|budget|бюджет|шек)\s*:?\s*(\d{{1,6}}|{_NONE})\b", re.I)
_MOST = re.compile(r"\b(?:штук|новостей|размер|size|most|саны)\s*:?\s*(\d{1,6})\b", re.I)
_SILENT = re.compile(r"\b(?:молча|молчать|silent|silence|үнсіз)\b", re.I)
_LINE = re.compile(r"\b(?:строкой|строка|line|жолмен)\b", re.I)
_EVERYTHING = frozenset(("все", "всё", "everything", "all", "барлығы", "бәрі"))
_PREFIX = re.compile(r"\b(тема|источник|topic|source|тақырып|дереккөз)\s+(?=[\w\"«“„])", re.I)
_ZONE = re.compile(
    r"\b(?:зона|часовой пояс|пояс|time ?zone|zone|уақыт белдеуі|белдеу)\b\s*:?\s*"
    r"([^\W\d_](?:[^\W\d_]|[ /_.'’-](?=[^\W\d_]))*)",
    re.I,
)
_PLACE_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W\d_]")
#: What makes words a filter and no misspelt hour.
_SIGNED = re.compile(r"""[+\-−–—"«»“”„]|\b(?:тема|источник|topic|source|тақырып|дереккөз):""", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """A city or a time zone as it was written, and what that may mean: nothing, if it is none."""

    name: str
    cities: tuple[City, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """Choices after a wish."""

    choices: Choices
    #: Where the hours are meant; None for where they are meant now.
    place: Place | None = None
    #: What was not understood, as it was written.
    unclear: tuple[str, ...] = ()
    #: Why what looks like a filter is none.
    refusal: Refusal | None = None


def understood(
    text: str, choices: Choices, language: str, topic: Callable[[str], str | None]
) -> Understood:
    """Change choices by what a person wrote; takes any text and raises nothing.

    What was not spoken of stays as it is; a filter takes the place of the one before. `topic` gives
    the key of the topic that a person means, None for what is none. The first city of all takes
    about a second.
    """
    rest, place = _zone(text)
    rest, choices = _amounts(rest, choices)
    wish = schedule_words.read(rest)
    timed = _timed(wish, choices)
    words = " ".join(wish.unclear).strip()
    if fold(words) in _EVERYTHING:
        return Understood(replace(timed, wanted=""), place)
    if not words:
        return Understood(timed, place)
    if not _LETTER.search(words):  # "25:00" is no time, and no word to look for
        return Understood(choices, unclear=wish.unclear)
    about_time = wish != Wish(unclear=wish.unclear)
    spoken = words if about_time else rest
    if about_time and not _SIGNED.search(_PREFIX.sub(r"\1:", words)):
        return Understood(choices, unclear=wish.unclear)
    found = filters.parse(_PREFIX.sub(r"\1:", spoken), language, topic)
    if isinstance(found, Refusal):
        return Understood(choices, unclear=wish.unclear, refusal=found)
    return Understood(replace(timed, wanted=stored(found)), place)


def _zone(text: str) -> tuple[str, Place | None]:
    """Take out what is said of the time zone: the most words behind "зона" that name a place."""
    found = _ZONE.search(text)
    if found is None:
        return text, None
    words = list(_PLACE_WORD.finditer(text, found.start(1), found.end(1)))
    for last in reversed(words[:MOST_PLACE_WORDS]):
        if cities := zone_of_city(name := text[found.start(1) : last.end()]):
            return f"{text[: found.start()]} {text[last.end() :]}", Place(name, tuple(cities))
    return _without(text, found), Place(found[1], ())


def _amounts(text: str, choices: Choices) -> tuple[str, Choices]:
    """Take out what is said of numbers of messages; return the rest and the changed choices."""
    if found := _BUDGET.search(text):
        number = int(found[1]) if found[1].isdigit() else 0
        choices = replace(choices, budget=min(number, MOST_BUDGET))
        text = _without(text, found)
    if found := _MOST.search(text):
        choices = replace(choices, most=min(max(int(found[1]), 1), MOST_STORIES))
        text = _without(text, found)
    for pattern, silent in ((_SILENT, True), (_LINE, False)):
        if found := pattern.search(text):
            choices = replace(choices, silent=silent)
            text = _without(text, found)
    return text, choices


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _timed(wish: Wish, choices: Choices) -> Choices:
    quiet = choices.quiet
    if wish.quiet is not None:
        quiet = "" if wish.quiet == NO_QUIET else str(wish.quiet)
    if wish.at_once:
        return replace(choices, mode=AT_ONCE, quiet=quiet)
    if not wish.times and wish.weekdays is None:
        return replace(choices, quiet=quiet)
    before = schedule_of(choices)
    days = before.weekdays if wish.weekdays is None and not wish.times else wish.weekdays
    schedule = wish.schedule or Schedule(before.times, days or before.weekdays)
    return replace(choices, mode=DIGEST, schedule=str(schedule), quiet=quiet)
