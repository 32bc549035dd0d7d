"""The units that a text leaves out, filled in from the figures around ("1,7 млрд", "из них 86")."""

import re
from dataclasses import replace

from news.figure_candidate import Candidate
from news.number_tokens import Tokens
from news.word_classes import classify
from news.word_lists import words_of

_PART = re.compile(
    r"(?:из них|из которых|среди них|среди которых|в числе которых|в том числе|из этого числа|"
    r"из общего числа|включая|"
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


#: "Спасти удалось лишь 64": these verbs are said of people only.
_SAVED = re.compile(
    r"^(?:погиб|спас|выжи|уцеле|пострада|ранен|скончал|задержа|арестова|эвакуир|госпитализ|"
    r"died$|survived$|rescued$|killed$|injured$|wounded$|arrested$)"
)


def _told_of_people(tokens: Tokens, candidate: Candidate) -> bool:
    """Tell a bare number that ends its clause, with a verb of rescue or harm before it."""
    after = tokens.low(candidate.after)
    if not candidate.quantity.digits or after[:1].isalnum():
        return False
    first = max(candidate.region[0] - 3, candidate.sentence_first)
    words = tokens.lows[first : candidate.region[0]]
    return any(_SAVED.match(low) and (low.isascii() or _is_verb(low)) for low in words)


def _is_verb(low: str) -> bool:
    return classify(low).kind in ("verb", "predicate", "infinitive")


def with_elided_units(tokens: Tokens, found: list[Candidate]) -> list[Candidate]:
    """Fill in the units that the text leaves out, from the figures around; drop what has none."""
    found = _with_ages(tokens, found)
    done: list[Candidate] = []
    for index, candidate in enumerate(found):
        bare = not candidate.unit and candidate.quantity.kind != "AGE"
        if bare and index + 1 < len(found):
            candidate = _of_the_next(tokens, candidate, found[index + 1])
        filled = _filled(tokens, candidate, done)
        if filled is not None:
            done.append(filled)
    return done


def _with_ages(tokens: Tokens, found: list[Candidate]) -> list[Candidate]:
    """Take the ages in "им 31, 24 и 19 лет", of which only the last has its unit."""
    done: list[Candidate] = []
    for candidate in reversed(found):
        after = done[-1] if done else None
        if after is not None and _listed_age(tokens, candidate, after):
            aged = replace(candidate.quantity, kind="AGE")
            candidate = replace(candidate, quantity=aged, unit=after.unit, sort="time")
        done.append(candidate)
    return done[::-1]


def _listed_age(tokens: Tokens, candidate: Candidate, after: Candidate) -> bool:
    """Tell a bare number right before an age, with a comma or "и" between them."""
    if after.quantity.kind != "AGE" or candidate.unit or not candidate.quantity.digits:
        return False
    joined = tokens.low(candidate.after) in (",", "и", "and", "және")
    near = after.region[0] == candidate.after + 1
    return joined and near and (candidate.quantity.value or 0.0) <= 130


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
    if not candidate.unit and (whole := _whole_of(tokens, candidate, done)):
        return _like(candidate, whole)
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


def _whole_of(tokens: Tokens, candidate: Candidate, done: list[Candidate]) -> Candidate | None:
    """Return the count right before "из 3512" and "(из 3512)": the whole has its unit."""
    at = candidate.region[0] - 1
    before = done[-1] if done else None
    if before is None or tokens.low(at) not in ("из", "of") or not candidate.quantity.digits:
        return None
    gap = at - before.region[1] - (tokens.low(at - 1) == "(")
    larger = (candidate.quantity.value or 0.0) > (before.quantity.value or 0.0)
    return before if gap == 0 and larger and before.sort in ("people", "count") else None


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


_POPULATION = re.compile(r"населени|\bpopulation\b|\bхал[ық][қы]\w* саны")


def _from_context(tokens: Tokens, candidate: Candidate, done: list[Candidate]) -> Candidate | None:
    near = [c for c in reversed(done[-6:]) if candidate.sentence - c.sentence <= 3 and c.sort]
    clause = " ".join(
        tokens.lows[max(candidate.first - 14, candidate.sentence_first) : candidate.after + 6]
    )
    if _POPULATION.search(clause) and candidate.quantity.digits:
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
    if _told_of_people(tokens, candidate):
        known = people.unit if people else _people(tokens, candidate)
        return replace(candidate, unit=known, sort="people")
    same = next((c for c in near if c.sentence == candidate.sentence), None) or next(
        iter(near), None
    )
    if same is not None and (candidate.quantity.scale > 1 or candidate.sentence == same.sentence):
        return _like(candidate, same) if same.sort != "time" else None
    if candidate.quantity.role == "vague":
        return replace(candidate, unit=_people(tokens, candidate), sort="people")
    return candidate if candidate.quantity.scale > 1 else None
