"""One figure in words: its number as the article writes it, and what it measures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aiogram.utils.formatting import Bold, Text

from views.language import Catalogue
from views.model import Read
from views.story import shortened

if TYPE_CHECKING:
    from news.figures import Figure

#: More than this is a table, not key figures.
MOST_FIGURES = 12
#: What a figure measures is cut to this many UTF-16 units.
LABEL_LIMIT = 200
#: Beginnings of the words between a number and its currency.
MULTIPLIERS = (
    *("млн", "млрд", "трлн", "тыс", "милли", "трилли", "мың"),
    *("million", "billion", "trillion", "thousand", "bn"),
)
#: Currencies that an article leaves out, as its reader would fill them in.
CURRENCIES = {
    "KZT": {"ru": "тенге", "kk": "теңге", "en": "tenge"},
    "RUB": {"ru": "рублей", "kk": "рубль", "en": "roubles"},
    "USD": {"ru": "долларов", "kk": "доллар", "en": "dollars"},
    "EUR": {"ru": "евро", "kk": "еуро", "en": "euros"},
}
#: A noun behind one of these cannot be taken away from it.
PREPOSITIONS = frozenset(
    (
        *("из", "в", "во", "на", "с", "со", "к", "ко", "по", "о", "об", "у", "от", "до", "за"),
        *("для", "при", "of", "in", "on", "at", "to", "from"),
    )
)
#: Shorter words ("км", "м") are units that a sentence may well say again.
SHORTEST_NOUN = 3

#: A figure's words are the article's, and so is the language of its qualifier; Kazakh says it after
#: the number, whose case ending in the text already asks for it ("135 миллионнан астам").
QUALIFIERS = {
    "ru": {
        "about": "около {}",
        "more_than": "более {}",
        "less_than": "менее {}",
        "up_to": "до {}",
        "from": "от {}",
    },
    "kk": {
        "about": "шамамен {}",
        "more_than": "{} астам",
        "less_than": "{} аз",
        "up_to": "{} дейін",
        "from": "{} бастап",
    },
    "en": {
        "about": "about {}",
        "more_than": "more than {}",
        "less_than": "less than {}",
        "up_to": "up to {}",
        "from": "at least {}",
    },
}


def shown_figures(story: Read, most: int = MOST_FIGURES) -> list[Figure]:
    """Return the key figures, most important first; minor ones only where there is no key one."""
    key = [figure for figure in story.analysis.figures if figure.weight == "key"]
    return (key or list(story.analysis.figures))[:most]


def figure_line(story: Read, figure: Figure, limit: int = LABEL_LIMIT) -> Text:
    """Return a figure as one line: the number in bold, then what it measures.

    What it measures is cut to about `limit` UTF-16 units: a line, not a paragraph.

    A label can stand alone ("было выявлено преступлений, связанных с торговлей"); behind a number
    that says its noun already it is turned: "135 преступлений, связанных с торговлей — было
    выявлено".
    """
    number = number_text(story, figure)
    before, after = _around(figure.label, number.rpartition(" ")[2])
    if after and before.casefold() in number.casefold():
        before = ""
    before, after = shortened(before, limit), shortened(after, limit)
    return Text(Bold(number), after, " — " if before else "", before)


def hedge(figure: Figure, say: Catalogue) -> str:
    """Return " (alleged)" behind a figure that the article does not vouch for, else nothing."""
    alleged = say("preliminary or alleged")
    return f" ({alleged})" if figure.hedged else ""


def _around(label: str, noun: str) -> tuple[str, str]:
    """Return what stands before and after a noun in a label; without the noun, all is before."""
    match = re.search(rf"(?<!\w){re.escape(noun)}(?!\w)", label, re.IGNORECASE)
    if match is None or len(noun) < SHORTEST_NOUN or _is_counted(label[: match.start()]):
        return label, ""
    return label[: match.start()].rstrip(" ,"), label[match.end() :]


def _is_counted(before: str) -> bool:
    """Tell whether the noun hangs on what stands before it: a number ("из 27,6 млн"), or "из"."""
    last = before.split()[-1:]
    return bool(last) and (last[0][-1].isdigit() or last[0].casefold() in PREPOSITIONS)


def number_text(story: Read, figure: Figure) -> str:
    """Return a figure's number in the article's own words, with its qualifier."""
    reading = story.analysis.story
    written = " ".join(reading.text[figure.span.start : figure.span.end].split())
    return worded(written, figure.unit, figure.qualifier, reading.language)


def worded(written: str, unit: str, qualifier: str, language: str) -> str:
    """Return a number as an article of that language writes it, with currency and qualifier."""
    currency = CURRENCIES.get(unit, {}).get(language, "")
    if currency and not _says_currency(written):
        written += f" ({currency})"
    return QUALIFIERS.get(language, {}).get(qualifier, "{}").replace("{}", written)


def _says_currency(written: str) -> bool:
    """Tell whether a sum names its currency: by a sign, or by a word that is no multiplier."""
    words = re.findall(r"[^\W\d_]+|[₸₽$€£¥]", written.casefold())
    return any(not word.startswith(MULTIPLIERS) for word in words)
