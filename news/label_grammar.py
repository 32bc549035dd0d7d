"""Russian endings in labels: a phrase that a number governed is set as it stands without it."""

from typing import Protocol

from news import morphology
from news.label_words import kind
from news.number_tokens import Tokens
from news.word_classes import classify, counted_noun


class Number(Protocol):
    """What the mending needs to know about the number that was taken out."""

    @property
    def kind(self) -> str: ...
    @property
    def sort(self) -> str: ...
    @property
    def few(self) -> bool: ...
    @property
    def noun(self) -> int: ...


_GOVERNED = {"к": "datv", "ко": "datv", "по": "datv", "о": "loct", "об": "loct", "с": "ablt"}
_FINITE = frozenset({"verb", "predicate"})
_TURNED = frozenset({"adjective", "participle"})


def mended(
    tokens: Tokens, words: list[int], region_first: int, region_after: int, number: Number
) -> dict[int, str]:
    """Return the words to write otherwise than the text has them, by token."""
    if not words or tokens.kazakh[words[0]]:
        return {}
    left = [at for at in words if at < region_first]
    right = [at for at in words if at >= number.noun and at >= region_first]
    if right and right[0] in (number.noun, region_after):
        changed = _after_number(tokens, left, right, number)
        if changed is not None:
            return changed
    return {} if any(kind(tokens, at) in _FINITE for at in words) else _head(tokens, words)


def _after_number(
    tokens: Tokens, left: list[int], right: list[int], number: Number
) -> dict[int, str] | None:
    """Turn the noun phrase that followed the number; None where nothing is to be turned."""
    phrase = _noun_phrase(tokens, right)
    if not phrase:
        return None
    if number.kind == "PENALTY":
        return _turn(tokens, phrase, _case_after(tokens, left))
    counted = right[0] == number.noun and number.sort not in ("money", "share", "time", "measure")
    if not left:
        return _turn(tokens, phrase, "nomn") if counted or number.sort == "share" else None
    if counted and (number.few or _takes_object(tokens, left[-1])):
        if tokens.lows[left[-1]] in _GOVERNED or kind(tokens, left[-1]) == "preposition":
            return {}
        animate = (noun := counted_noun(tokens.lows[phrase[-1]])) is not None and noun.animate
        if animate and not number.few:
            return {}
        return _turn(tokens, phrase, "accs" if animate and _acts(tokens, left[-1]) else "nomn", "plur")
    return {} if counted else None


def _acts(tokens: Tokens, at: int) -> bool:
    return kind(tokens, at) in ("verb", "infinitive", "gerund")


def _takes_object(tokens: Tokens, at: int) -> bool:
    """Tell a verb that takes an object from "было", "погибло", "выявлено"."""
    low = tokens.lows[at]
    return _acts(tokens, at) and not low.endswith(("ло", "лось", "ся", "сь", "но", "то", "ет", "ит"))


def _case_after(tokens: Tokens, left: list[int]) -> str:
    if not left:
        return "nomn"
    low = tokens.lows[left[-1]]
    if low in _GOVERNED:
        return _GOVERNED[low]
    return "nomn" if low.startswith(("гроз", "предусм", "состав")) else "accs"


def _noun_phrase(tokens: Tokens, words: list[int]) -> list[int]:
    """Return the adjectives and the first noun that a phrase begins with, or nothing."""
    for count, at in enumerate(words[:5]):
        if counted_noun(tokens.lows[at]) is not None:
            return words[: count + 1]
        if kind(tokens, at) not in _TURNED:
            return []
    return []


def _turn(tokens: Tokens, phrase: list[int], case: str, number: str = "") -> dict[int, str]:
    """Set adjectives and noun into a case; nothing changes when a word has no such form."""
    noun_at = phrase[-1]
    readings = [
        form for form in morphology.forms(tokens.lows[noun_at])
        if "NOUN" in form.grammemes and "Fixd" not in form.grammemes
    ]  # fmt: skip
    reading = next((form for form in readings if "gent" in form.grammemes), None)
    if reading is None:
        return {}
    plural = number or ("plur" if "plur" in reading.grammemes else "sing")
    turned = morphology.inflect_form(tokens.raw(noun_at), reading, case, plural)
    if turned is None:
        return {}
    changed = {noun_at: turned}
    gender = next((g for g in ("masc", "femn", "neut") if g in reading.grammemes), "masc")
    animacy = () if case != "accs" else ("anim" if "anim" in reading.grammemes else "inan",)
    agreement = (case, plural) if plural == "plur" else (case, plural, gender)
    for at in phrase[:-1]:
        if case == "accs" and plural == "sing" and gender == "femn":
            animacy = ()
        form = morphology.inflect(tokens.raw(at), *agreement, *animacy)
        changed[at] = form or tokens.raw(at)
    return changed


def _head(tokens: Tokens, words: list[int]) -> dict[int, str]:
    """Set the first noun phrase of a label without a verb into the nominative."""
    first = classify(tokens.lows[words[0]])
    if first.kind not in ("noun", "adjective", "participle") or first.case in ("nomn", ""):
        return {}
    phrase = _noun_phrase(tokens, words)
    if not phrase or (len(phrase) == 1 and tokens.capital(phrase[0]) and classify(tokens.lows[phrase[0]]).name):
        return {}
    noun = classify(tokens.lows[phrase[-1]])
    if noun.kind != "noun" or noun.case == "nomn" or noun.case == "ablt" and first.kind == "participle":
        return {}
    said = " ".join(tokens.raw(at) for at in phrase)
    turned = morphology.nominative(said).split(" ")
    return dict(zip(phrase, turned, strict=True)) if len(turned) == len(phrase) else {}
