"""The city or time zone that a wish names: "07:45, зона Берлин", "часовой пояс: Астана"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from news.cities import City
from news.word_lists import words_of
from news.zones import CLEARLY_LARGER, of_country, zone_of_city

#: No name of a city that people write has more words, nor that of a country.
MOST_WORDS = 4

#: Words that mean nothing but a time zone, …
_SURE = r"часов(?:ой|ого|ому|ом)\s+пояс\w{0,2}|time\s?zone|tz|уақыт\s+(?:белдеу|аймағ|аймақ)\w{0,3}"
#: … and words that mean other things as well ("зона отдыха"): the rest must not be about news.
_LIKELY = r"зон[аеуы]|пояс|zone|белдеу\w{0,3}"
_ASKING = r"смени|сменить|поменяй|поменять|поставь|поставить|установи|измени|мо[йяюе]|set|change|my"
_CUE = re.compile(
    rf"(?<![\w+\-−–—\"«“„])(?:(?:{_ASKING}|во?|по|the|in)\s+)*"
    rf"(?:(?P<sure>{_SURE})|(?:{_LIKELY}))\b\s*[:=,–—-]?\s*"
    r"(?:(?:на|по|во?|как\s+в|это|is|to|of|in|город[ае]?|city|қала|қаласы|г)(?!\w)\.?\s*)*[«“„\"(]?",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ /_.'’-]{1,2}(?=[^\W\d_]))*")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")
_WORD = re.compile(r"\S+")
_END = re.compile(
    r"(?:\s*[»”“\")])?(?:\s+(?:ауыстыр\w*|қыл|қой|please|пожалуйста)\b)?", re.IGNORECASE
)
_COUNTRY = re.compile(r"\s*[,(]?\s*(?=[^\W\d_])")
#: What is no part of a name at its end, and no name by itself, though small towns are called so.
_SMALL = words_of("и да and мен пен no none off нет жоқ моя мой та же так")


@dataclass(frozen=True, slots=True)
class Place:
    """A city or a time zone as it was written, and what that may mean: nothing, if it is none."""

    name: str
    cities: tuple[City, ...]


def taken_out(text: str, is_plain: Callable[[str], bool]) -> tuple[str, Place | None]:
    """Return a text without what it says of a time zone, and that; None where it says nothing.

    `is_plain` tells whether a part of the text is about times and numbers only: behind other words
    "зона" is a word like them. The first city of all takes about a second.
    """
    for cue in _CUE.finditer(text):
        before = text[: cue.start()]
        quoted = any(q.start() < cue.start() < q.end() for q in _QUOTED.finditer(text))
        likely = cue["sure"] or before.rstrip()[-1:] in ("", ",", ";") or is_plain(before)
        name = _NAME.match(text, cue.end())
        if name and likely and not quoted:
            place, end = _named(text, name)
            return f"{before} {text[end:]}", place
        if cue.end() == len(text) and not before.strip():  # the city was forgotten
            return "", Place(cue[0].strip(), ())
    return text, None


def _named(text: str, name: re.Match[str]) -> tuple[Place, int]:
    """Return the place that a name begins with, and where it ends, with its country."""
    found = list(_readings(text, name))
    if not found:
        return Place(name[0], ()), name.end()
    end, cities = found[0]
    for other, larger in found[1:]:
        if larger[0].population > CLEARLY_LARGER * cities[0].population and cities[0].country:
            end, cities = other, larger
    written = text[name.start() : end]
    end, cities = _in_country(text, _end(text, end), cities)
    return Place(written, tuple(cities)), end


def _readings(text: str, name: re.Match[str]) -> Iterator[tuple[int, Sequence[City]]]:
    """Give where names that mean something end, the longest first: "Ростов на Дону", "Ростов"."""
    words = list(_WORD.finditer(text, name.start(), name.end()))[:MOST_WORDS]
    for last in reversed(words):
        if last[0].casefold() in _SMALL:
            continue
        if cities := zone_of_city(text[name.start() : last.end()]):
            yield last.end(), cities


def _in_country(text: str, end: int, cities: Sequence[City]) -> tuple[int, Sequence[City]]:
    """Take in a country behind a city: "Берлин, Германия" is no wish to read of Germany."""
    start = _COUNTRY.match(text, end)
    name = _NAME.match(text, start.end()) if start else None
    words = list(_WORD.finditer(text, name.start(), name.end()))[:MOST_WORDS] if name else []
    for last in reversed(words):
        if there := of_country(cities, text[words[0].start() : last.end()]):
            return _end(text, last.end()), there
    return end, cities


def _end(text: str, end: int) -> int:
    found = _END.match(text, end)
    return found.end() if found else end
