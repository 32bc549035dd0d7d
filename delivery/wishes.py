"""What a person writes behind /subscribe, made into choices: "08:00 будни", "тема преступность"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from delivery.timing import schedule_of
from delivery.wanted import stored
from delivery.wished_place import Place, taken_out
from news import filters, schedule_words
from news.filters import Refusal
from news.schedule import Schedule
from news.schedule_words import NO_QUIET, Wish
from news.words import fold
from storage.subscriptions import AT_ONCE, DIGEST, Choices

#: Bounds of what may be chosen.
MOST_BUDGET, MOST_STORIES = 100, 15

_NONE = r"нет|без|none|no|жоқ"
_BUDGET = re.compile(rf"\b(?:лимит|limit|budget|бюджет|шек)\s*:?\s*(\d{{1,6}}|{_NONE})\b", re.I)
_MOST = re.compile(r"\b(?:штук|новостей|размер|size|most|саны)\s*:?\s*(\d{1,6})\b", re.I)
_SILENT = re.compile(r"\b(?:молча|молчать|silent|silence|үнсіз)\b", re.I)
_LINE = re.compile(r"\b(?:строкой|строка|line|жолмен)\b", re.I)
_EVERYTHING = frozenset(("все", "всё", "everything", "all", "барлығы", "бәрі"))
_PREFIX = re.compile(r"\b(тема|источник|topic|source|тақырып|дереккөз)\s+(?=[\w\"«“„])", re.I)
_LETTER = re.compile(r"[^\W\d_]")
#: What makes words a filter and no misspelt hour.
_SIGNED = re.compile(r"""[+\-−–—"«»“”„]|\b(?:тема|источник|topic|source|тақырып|дереккөз):""", re.I)


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
    rest, place = taken_out(text, _is_plain)
    rest, choices = _amounts(rest, choices)
    wish = schedule_words.read(rest)
    timed = _timed(wish, choices)
    words = " ".join(wish.unclear).strip()
    if fold(words) in _EVERYTHING:
        return Understood(replace(timed, wanted=""), place)
    if not words:
        if wish.vague and rest == text:  # "каждый час": small words alone
            return Understood(choices, unclear=(text.strip(),))
        return Understood(timed, place)
    if wish.vague or not _LETTER.search(words):  # "25:00" is no time, and no word to look for
        return Understood(choices, unclear=wish.unclear)
    # Words left over beside a place are no filter either, unless they are written as one.
    about_time = place is not None or wish != Wish(unclear=wish.unclear)
    spoken = words if about_time else rest
    if about_time and not _SIGNED.search(_PREFIX.sub(r"\1:", words)):
        return Understood(choices, unclear=wish.unclear)
    found = filters.parse(_PREFIX.sub(r"\1:", spoken), language, topic)
    if isinstance(found, Refusal):
        return Understood(choices, unclear=wish.unclear, refusal=found)
    return Understood(replace(timed, wanted=stored(found)), place)


def _is_plain(text: str) -> bool:
    """Tell whether a text is about times and numbers only."""
    rest, _ = _amounts(text, Choices())
    return not schedule_words.read(rest).unclear


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
