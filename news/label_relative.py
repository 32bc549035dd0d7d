"""Labels of clauses with "который": whose it is, or where, is said by the noun before them."""

from news import morphology
from news.clauses import Clause
from news.label_grammar import eased
from news.label_lending import joined, outside_regions
from news.label_place import Place
from news.label_text import small
from news.label_words import clean_right, kind, last_noun_phrase, size
from news.number_tokens import Tokens
from news.word_classes import classify, may_be_nominative
from news.word_lists import words_of

_WHO = words_of("который которая которое которые")
_WHOSE = words_of("которого которой которых")
_FEMININE = words_of("которой которую")
_MANY = words_of("которых которыми")
#: "В результате которого" tells of time and cause, not of a thing that has the number.
_COURSE = words_of("результате ходе рамках течение случае")
_CASES = {
    "в": "loct", "на": "loct", "о": "loct", "при": "loct", "у": "gent", "из": "gent",
    "от": "gent", "для": "gent", "после": "gent", "до": "gent", "с": "ablt", "под": "ablt",
    "над": "ablt", "к": "datv", "по": "datv",
}  # fmt: skip

_EN_PLACE = words_of("in on at from under with to")

Words = tuple[list[int], dict[int, str]]


def relative(
    tokens: Tokens, clause: Clause, before: Clause, place: Place, words: list[int]
) -> Words | None:
    """Return the words of a relative clause's label and their changes; None for other clauses.

    `words` are the number's own, without "который"; `before` is the clause that it hangs on.
    """
    one, two, three = (tokens.low(clause.first + n) for n in range(3))
    if place.whole and one == "из" and two == "которых":
        return None  # "из 80 млн человек" says it already, and of the right thing
    if two == "which" and one in _EN_PLACE:
        thing = clean_right(tokens, outside_regions(before, place.regions))
        return ([clause.first, *thing, *words], {}) if size(tokens, thing) < 4 else None
    if kind(tokens, clause.first) == "participle" and words and words[0] == clause.first:
        return _participle_of(tokens, before, place, words)
    if not (one in _WHO or two.startswith("котор") or three in _WHOSE):
        return None
    owner = last_noun_phrase(tokens, clean_right(tokens, outside_regions(before, place.regions)))
    if one in _WHO:
        return joined(tokens, owner, words), {}
    first = kind(tokens, clause.first)
    if first == "noun" and two in _WHOSE and words and words[0] == clause.first:
        return _owned(tokens, owner, words, two, place)
    if first != "preposition":
        return None
    if two.startswith("котор") and one in _CASES:
        return _there(tokens, owner, [clause.first], words, (two, _CASES[one]))
    if three in _WHOSE and two not in _COURSE:
        return _there(tokens, owner, [clause.first, clause.first + 1], words, (three, "gent"))
    return None


def _participle_of(tokens: Tokens, before: Clause, place: Place, words: list[int]) -> Words | None:
    """Return "активы, находящиеся под управлением" for a clause that begins with the participle."""
    thing = last_noun_phrase(tokens, clean_right(tokens, outside_regions(before, place.regions)))
    thing = _short(tokens, thing)
    if not thing or thing[-1] != before.after - 1:
        return None
    said, noun = classify(tokens.lows[words[0]]), classify(tokens.lows[thing[-1]])
    nominative = said.case == "nomn" and may_be_nominative(tokens.lows[thing[-1]])
    if not nominative or noun.kind != "noun" or said.plural != noun.plural:
        return None
    return joined(tokens, thing, words), {}


def _owned(tokens: Tokens, owner: list[int], words: list[int], which: str, place: Place) -> Words:
    """Return "население посёлка"; where its owner cannot be turned, "население составляет"."""
    owner = _short(tokens, owner)
    changed = _turned(tokens, owner, which, "gent")
    if changed:
        return [words[0], *owner, *words[1:]], changed
    verb = words[0] + 2
    told = size(tokens, words) == 1 and verb < place.region_first
    if told and kind(tokens, verb) in ("verb", "predicate"):
        return [*words, verb], {}
    return words, {}


def _there(
    tokens: Tokens, owner: list[int], lead: list[int], words: list[int], form: tuple[str, str]
) -> Words | None:
    """Return "в автобусе находились", "на борту парома находились"; None if it cannot be set."""
    owner = _short(tokens, owner)
    changed = _turned(tokens, owner, *form)
    if not changed:
        return None
    changed[lead[-1]] = eased(tokens.lows[lead[-1]], changed[owner[0]].lower())
    return [*lead, *owner, *words], changed


def _short(tokens: Tokens, phrase: list[int]) -> list[int]:
    """Return the noun of a phrase, with the adjective before it."""
    described = len(phrase) > 1 and kind(tokens, phrase[-2]) in ("adjective", "participle")
    return phrase[-2:] if described else phrase[-1:]


def _turned(tokens: Tokens, phrase: list[int], which: str, case: str) -> dict[int, str]:
    """Set a noun phrase that agrees with "которого" into a case; {} where that is unsure."""
    noun = classify(tokens.lows[phrase[-1]]) if phrase else None
    if noun is None or noun.kind != "noun" or noun.name or tokens.kazakh[phrase[-1]]:
        return {}
    reading = morphology.forms(tokens.lows[phrase[-1]])[0]
    if noun.plural != (which in _MANY):
        return {}
    if not noun.plural and ("femn" in reading.grammemes) != (which in _FEMININE):
        return {}
    number = "plur" if noun.plural else "sing"
    gender = next((g for g in ("masc", "femn", "neut") if g in reading.grammemes), "masc")
    agreement = (case, number) if noun.plural else (case, number, gender)
    turned = morphology.inflect_form(small(tokens, phrase[-1]), reading, case, number)
    adjectives = [morphology.inflect(small(tokens, at), *agreement) for at in phrase[:-1]]
    if turned is None or None in adjectives:
        return {}
    return dict(zip(phrase, [*(word or "" for word in adjectives), turned], strict=True))
