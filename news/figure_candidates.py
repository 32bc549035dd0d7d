"""Quantities that may be figures: with what they count, their qualifier and their sentence."""

from bisect import bisect_left

from news.counted import KK_PASSED, Counted, counted
from news.elided_units import with_elided_units
from news.figure_candidate import Candidate
from news.number_tokens import Tokens
from news.number_traps import is_trap
from news.qualifiers import ABOUT, hedged, qualifier
from news.quantities import quantities
from news.quantity import Quantity
from news.text import Sentence
from news.word_lists import words_of

#: An article with more numbers is a table; the first ones are read.
MOST = 300
#: Numbers that are looked at for them, dates and scores among them.
MOST_READ = 5_000
#: Tokens around a number that are looked at, where a "sentence" is longer than any sentence.
WINDOW = 80


def candidates(
    tokens: Tokens, sentences: list[Sentence], skipped: list[tuple[int, int]]
) -> list[Candidate]:
    """Return the candidates of a text in text order; nothing inside the skipped characters."""
    found: list[Candidate] = []
    starts = [sentence.start for sentence in sentences]
    skipped = _apart(skipped)
    for quantity in quantities(tokens, MOST_READ):
        at = tokens.starts[quantity.first]
        index = bisect_left(starts, at + 1) - 1
        if index < 0 or at >= sentences[index].end or _inside(at, skipped):
            continue
        candidate = _candidate(tokens, quantity, sentences[index], index)
        if candidate is not None:
            found.append(candidate)
        if len(found) >= MOST:
            break
    return with_elided_units(tokens, found)


def _inside(at: int, skipped: list[tuple[int, int]]) -> bool:
    """Tell whether a character lies in one of the spans, which are sorted and apart."""
    index = bisect_left(skipped, (at + 1, 0)) - 1
    return index >= 0 and at < skipped[index][1]


def _apart(skipped: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort spans and join those that overlap."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(skipped):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _candidate(
    tokens: Tokens, quantity: Quantity, sentence: Sentence, index: int
) -> Candidate | None:
    first = max(bisect_left(tokens.starts, sentence.start), quantity.first - WINDOW)
    after = min(bisect_left(tokens.starts, sentence.end), quantity.after + WINDOW)
    what = _counted(tokens, quantity, after)
    one_of = quantity.value == 1 and _inflected_alone(tokens, quantity)
    if one_of or is_trap(tokens, quantity, what, first):
        return None
    end = min(what.after if what else quantity.after, after)
    name, left, right = qualifier(tokens, quantity.first, end, first)
    if quantity.high is not None:
        name = "range"
    elif quantity.role == "vague" and name == "exact":
        name = ABOUT
    return Candidate(
        quantity=quantity,
        first=quantity.first,
        after=end,
        noun=_label_noun(tokens, quantity, what, end),
        unit=quantity.unit or (what.unit if what else ""),
        sort=quantity.sort or _sort(what),
        qualifier=name,
        region=(left, right),
        sentence=index,
        sentence_first=first,
        sentence_after=after,
        hedged=hedged(tokens.text[tokens.starts[first] : tokens.ends[after - 1]]),
    )


def _counted(tokens: Tokens, quantity: Quantity, limit: int) -> Counted | None:
    """Return what a number without a unit of its own counts; collectives always count people."""
    if quantity.sort or quantity.role in ("adjective", "fraction") or quantity.kind == "AGE":
        return None
    if _inflected_alone(tokens, quantity):
        return None
    what = counted(tokens, quantity.after) if quantity.after < limit else None
    if what is None and quantity.role == "group":
        unit = "адам" if tokens.kazakh[quantity.first] else "человек"
        return Counted(unit, quantity.after, True, quantity.after)
    return what


_KK_COMPARED = words_of("астам аса артық жуық дейін кем таяу шамалы аз бастап")


def _inflected_alone(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell a Kazakh number that takes the ending of its noun itself: "12-сі", "4-тен"."""
    if not tokens.kazakh[quantity.first] or quantity.unit:
        return False
    return quantity.after > quantity.number_after and tokens.low(quantity.after) not in _KK_COMPARED


def _label_noun(tokens: Tokens, quantity: Quantity, what: Counted | None, end: int) -> int:
    if quantity.sort or what is None:
        return end
    noun = quantity.after
    while noun < end and tokens.kazakh[noun] and tokens.lows[noun] in KK_PASSED:
        noun += 1
    return noun


def _sort(what: Counted | None) -> str:
    if what is None:
        return ""
    return "people" if what.people else "count"
