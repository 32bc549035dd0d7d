"""Labels of ages: whose they are, in the nominative where the text has another case."""

from collections import Counter

from news import morphology, people
from news.counted import EN_STOP
from news.label_text import small
from news.label_words import kind
from news.number_tokens import Tokens
from news.word_classes import classify

_DESCRIBES = frozenset({"noun", "adjective", "participle"})
#: Small words inside names: "Зин эль-Абидин Бен Али", "Мария де Соуза".
_NAME_PARTICLES = frozenset(("эль", "аль", "ибн", "бен", "бин", "фон", "ван", "де", "да", "-"))
#: The case that the ending of "20-летней" says its noun to be in.
_CASES = {
    "ему": frozenset(("datv",)), "ому": frozenset(("datv",)),
    "им": frozenset(("ablt", "datv")), "ым": frozenset(("ablt", "datv")),
    "ем": frozenset(("loct",)), "юю": frozenset(("accs",)), "ую": frozenset(("accs",)),
    "ей": frozenset(("gent", "datv", "ablt", "loct")),
}  # fmt: skip


def aged(tokens: Tokens, at: int, limit: int) -> str:
    """Label an age said as an adjective: "возраст: Франсуа Олланд", "возраст жительницы Алматы"."""
    words = _described(tokens, at, limit)
    if not words:
        return ""
    said = " ".join(tokens.raw(token) for token in words)
    nouns = [classify(tokens.lows[token]) for token in words]
    if not tokens.capital(words[0]) and tokens.lows[words[0]].isascii():
        return f"age: {said}"
    someone = tokens.capital(words[0]) and not tokens.low(at - 1).startswith("лети")
    if not someone and not next((noun.animate for noun in nouns if noun.kind == "noun"), False):
        return ""
    adjective = tokens.low(at - 1)
    if adjective.endswith("его"):
        return f"возраст {said}"
    cases = next((cases for end, cases in _CASES.items() if adjective.endswith(end)), None)
    return f"возраст: {_nominative(tokens, words, cases) if cases else said}"


def aged_beside(tokens: Tokens, number: int, limit: int) -> str:
    """Label an age that stands beside a name: "Анна Рид, 51 год", "Пётр Лис (31 год)"."""
    if tokens.low(number - 1) not in (",", "("):
        return ""
    first = number - 1
    while first > limit and number - first < 6 and tokens.capital(first - 1):
        first -= 1
    words = range(first, number - 1)
    if len(words) < 2 or any(not tokens.raw(at)[1:].islower() for at in words):
        return ""
    age = "age" if tokens.lows[first].isascii() else "возраст"
    return f"{age}: {' '.join(tokens.raw(at) for at in words)}"


def age_of(tokens: Tokens, words: list[int], number: int) -> str:
    """Label an age that the clause gives without a verb: "молодой супруге 27 лет", "им 31, 24"."""
    russian = any(not low.isascii() for low in tokens.lows[max(number - 5, 0) : number + 3])
    if tokens.kazakh[number]:
        return " ".join(tokens.raw(at) for at in words) or "жасы"
    if not russian:
        return " ".join(["age:", *(small(tokens, at) for at in words)]) if words else "age"
    if not any(kind(tokens, at) in ("noun", "other") for at in words):
        return "возраст"
    if kind(tokens, words[0]) == "preposition":
        return "возраст"
    return f"возраст: {_nominative(tokens, words, frozenset(('datv', 'nomn')))}"


def _described(tokens: Tokens, at: int, limit: int) -> list[int]:
    """Return the words that say who is so old: adjectives, a noun, a name."""
    words: list[int] = []
    for token in range(at, min(at + 6, limit)):
        here = kind(tokens, token)
        named = bool(words) and tokens.capital(token)
        particle = bool(words) and tokens.capital(words[0]) and _in_name(tokens, token)
        if particle:
            words.append(token)
            continue
        if words and tokens.capital(token - 1) and not named:
            break
        if here == "other" and tokens.lows[token].isascii() and not named:
            if len(words) > 1 or tokens.lows[token].endswith("ed") or tokens.lows[token] in EN_STOP:
                break
            words.append(token)
            continue
        if not named and (here not in _DESCRIBES or tokens.lows[token] in ("та", "тот")):
            break
        words.append(token)
    return words


def _in_name(tokens: Tokens, at: int) -> bool:
    """Tell a small word of a name, with more of the name after it."""
    return tokens.lows[at] in _NAME_PARTICLES and (
        tokens.capital(at + 1) or tokens.low(at + 1) == "-"
    )


def _nominative(tokens: Tokens, words: list[int], cases: frozenset[str]) -> str:
    """Set a description and the name after it into the nominative."""
    named = next((n for n, at in enumerate(words) if small(tokens, at)[0].isupper()), len(words))
    common = " ".join(small(tokens, at) for at in words[:named])
    name = tuple(tokens.raw(at) for at in words[named:])
    said = [morphology.nominative(common)] if common else []
    return " ".join([*said, _name(name, cases)] if name else said)


def _name(name: tuple[str, ...], cases: frozenset[str]) -> str:
    """Return a person's name in the nominative; other names ("Омска") are in no such case."""
    reading = people.choose(people.readings(name), cases, Counter())
    return reading.nominative if reading.cases & cases else " ".join(name)
