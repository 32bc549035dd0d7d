"""Quantities that may be figures: with what they count, their qualifier and their sentence."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from news.counted import KK_PASSED, Counted, counted
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible figure. All positions are tokens."""

    quantity: Quantity
    #: Number and unit, with the counted noun.
    first: int
    after: int
    #: The counted noun, or `after` where there is none.
    noun: int
    unit: str
    #: money, share, time, measure, people, count or "".
    sort: str
    qualifier: str
    #: Number, unit and qualifier.
    region: tuple[int, int]
    sentence: int
    sentence_first: int
    sentence_after: int
    hedged: bool = False
    #: Index of the candidate that this one is a part of, or None.
    part_of: int | None = None

    @property
    def value(self) -> float | tuple[float, float]:
        """The number in base units; (low, high) for a range."""
        low = self.quantity.value or 0.0
        return low if self.quantity.high is None else (low, self.quantity.high)


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
    return _with_elided_units(tokens, found)


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


_PART = re.compile(
    r"(?:из них|из которых|среди них|в том числе|из этого числа|из общего числа|включая|"
    r"of them|of whom|of which|among them|including|оның ішінде|олардың|соның ішінде|оның)$"
)
#: The same after a number: "45 из них".
OF_THEM = frozenset(("из них", "из которых", "of them", "of whom", "of which"))
_MONEY_CUE = re.compile(
    r"оборот|доход|сумм|стоимост|выручк|бюджет|прибыл|потрат|выдел|долг|убыт|ущерб|расход|штраф|"
    r"взятк|зарплат|цен|инвестиц|кредит|revenue|profit|worth|cost|budget|debt|табыс|шығын|қаржы|"
    r"көлем|құны|обош|заработ|вложи|выплат|уплат|налог|капитализац|состояни"
)
_PEOPLE_VERB = re.compile(
    r"^(?:получили|погибли|пострадали|умерли|скончались|выжили|участвовали|приняли|проголосовали|"
    r"высказались|заболели|выздоровели|родились|живут|проживают|работают|остались|пропали|были|"
    r"находятся|находились|уехали|вернулись|задержаны|арестованы|убиты|ранены|эвакуированы|"
    r"госпитализированы|спасены|доставлены|подвергаются|died|were|are|have|had|remain|survived|"
    r"қаза|жарақат|қайтыс|зардап)$"
)


def _with_elided_units(tokens: Tokens, found: list[Candidate]) -> list[Candidate]:
    """Fill in the units that the text leaves out, from the figures around; drop what has none."""
    done: list[Candidate] = []
    for index, candidate in enumerate(found):
        bare = not candidate.unit and candidate.quantity.kind != "AGE"
        if bare and index + 1 < len(found):
            candidate = _of_the_next(tokens, candidate, found[index + 1])
        filled = _filled(tokens, candidate, done)
        if filled is not None:
            done.append(filled)
    return done


_SHARED = words_of("из of до и или – — - , против to and және")


def _people(tokens: Tokens, candidate: Candidate) -> str:
    """Return "человек", "person" or "адам", by the language of the sentence."""
    if tokens.kazakh[candidate.first]:
        return "адам"
    words = tokens.lows[candidate.sentence_first : candidate.sentence_after]
    return "person" if all(low.isascii() for low in words if low[0].isalpha()) else "человек"


def _years(tokens: Tokens, candidate: Candidate) -> str:
    """Return the year of an age without its word ("Ann Reed, 51,") in the sentence's language."""
    return {"адам": "жыл", "person": "year"}.get(_people(tokens, candidate), "год")


def _of_the_next(tokens: Tokens, candidate: Candidate, other: Candidate) -> Candidate:
    """Take the unit of the number that follows: "N из M голосов", "с 114 до 81 млрд долларов"."""
    near = candidate.after < other.first <= candidate.after + 2
    if near and tokens.low(candidate.after) in _SHARED and other.unit and other.sort != "time":
        return replace(candidate, unit=other.unit, sort=other.sort)
    return candidate


def _filled(tokens: Tokens, candidate: Candidate, done: list[Candidate]) -> Candidate | None:
    before = " ".join(
        tokens.lows[max(candidate.region[0] - 3, candidate.sentence_first) : candidate.region[0]]
    )
    behind = " ".join(tokens.lows[candidate.region[1] : candidate.region[1] + 2])
    part = bool(_PART.search(before)) or behind in OF_THEM
    parent = _parent(candidate, done) if part else None
    if parent is not None:
        candidate = replace(candidate, part_of=parent)
    if candidate.quantity.kind == "AGE" and not candidate.unit:
        return replace(candidate, unit=_years(tokens, candidate), sort="time")
    if candidate.unit:
        return candidate
    if candidate.quantity.role == "fraction" and behind in OF_THEM:
        return replace(candidate, unit="доля", sort="share")
    if parent is not None:
        return _like(candidate, done[parent])
    if candidate.quantity.role == "fraction":
        return replace(candidate, unit="доля", sort="share")
    return _from_context(tokens, candidate, done)


def _parent(candidate: Candidate, done: list[Candidate]) -> int | None:
    """Return the larger count before this one in its sentence or the sentence before."""
    for index in range(len(done) - 1, -1, -1):
        other = done[index]
        if candidate.sentence - other.sentence > 1:
            return None
        kin = not candidate.unit or other.unit == candidate.unit or other.sort == candidate.sort
        if kin and (other.quantity.value or 0) > (candidate.quantity.value or 0):
            return index
    return None


def _like(candidate: Candidate, other: Candidate) -> Candidate:
    return replace(candidate, unit=other.unit, sort=other.sort)


def _from_context(tokens: Tokens, candidate: Candidate, done: list[Candidate]) -> Candidate | None:
    near = [c for c in reversed(done[-6:]) if candidate.sentence - c.sentence <= 3 and c.sort]
    clause = " ".join(
        tokens.lows[max(candidate.first - 14, candidate.sentence_first) : candidate.after + 6]
    )
    if "населени" in clause and candidate.quantity.digits:
        return replace(candidate, unit=_people(tokens, candidate), sort="people")
    if candidate.sort == "money":
        return next((_like(candidate, c) for c in near if c.sort == "money"), candidate)
    if candidate.quantity.scale > 1:
        money = next((c for c in near if c.sort == "money"), None)
        if money is not None and _MONEY_CUE.search(clause):
            return _like(candidate, money)
        near = [c for c in near if c.sort in ("money", "people", "count")]
    after = tokens.low(candidate.after)
    people = next((c for c in near if c.sort == "people"), None)
    if _PEOPLE_VERB.match(after):
        return (
            _like(candidate, people)
            if people
            else replace(candidate, unit=_people(tokens, candidate), sort="people")
        )
    same = next((c for c in near if c.sentence == candidate.sentence), None) or next(
        iter(near), None
    )
    if same is not None and (candidate.quantity.scale > 1 or candidate.sentence == same.sentence):
        return _like(candidate, same) if same.sort != "time" else None
    if candidate.quantity.role == "vague":
        return replace(candidate, unit=_people(tokens, candidate), sort="people")
    return candidate if candidate.quantity.scale > 1 else None
