"""Russian endings in labels: a phrase that a number governed is set as it stands without it."""

from typing import Protocol

from news import morphology
from news.counted import before_noun, substantive
from news.label_text import small
from news.label_words import has_subject, kind
from news.number_tokens import Tokens
from news.word_classes import WordClass, classify, counted_noun
from news.word_lists import words_of


class Number(Protocol):
    """What the mending needs to know about the number that was taken out."""

    @property
    def kind(self) -> str: ...
    @property
    def sort(self) -> str: ...
    @property
    def noun(self) -> int: ...


_GOVERNED = {"к": "datv", "ко": "datv", "по": "datv", "о": "loct", "об": "loct", "с": "ablt"}
_FINITE = frozenset({"verb", "predicate"})
#: Numerals whose form says that living beings after them are the subject.
_NOMINATIVE = words_of(
    "два две три четыре двое трое четверо пятеро шестеро семеро восьмеро девятеро десятеро"
)
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
        eased = _eased(tokens, left, right)
        changed = _after_number(tokens, left, right, number)
        if changed is not None:
            return changed | eased
        if eased:
            return eased
    return {} if any(kind(tokens, at) in _FINITE for at in words) else _head(tokens, words)


def _after_number(
    tokens: Tokens, left: list[int], right: list[int], number: Number
) -> dict[int, str] | None:
    """Turn the noun phrase that followed the number; None where nothing is to be turned."""
    phrase = _noun_phrase(tokens, right)
    if not phrase:
        return None
    if number.sort == "adjective" and not tokens.low(number.noun - 1).startswith("лети"):
        return None if not left else {}
    if number.kind == "PENALTY":
        return _turn(tokens, phrase, _case_after(tokens, left))
    counted = right[0] == number.noun and number.sort in ("people", "count")
    if not left:
        return _turn(tokens, phrase, "nomn", "plur" if counted else "")
    noun = counted_noun(tokens.lows[phrase[-1]])
    if counted and noun is None and substantive(tokens.lows[phrase[0]]):
        free = _takes_plural(tokens, left[-1]) or _free(tokens, left, number)
        return _turn_adjective(tokens, phrase[0], "nomn") if free else {}
    if not counted or noun is None:
        return {} if counted else None
    return _counted_after(tokens, left, right, phrase, noun, number)


def _counted_after(
    tokens: Tokens,
    left: list[int],
    right: list[int],
    phrase: list[int],
    noun: WordClass,
    number: Number,
) -> dict[int, str]:
    """Turn a counted noun that words stand before: "задержали участников", "пришли врачи"."""
    if noun.case in ("datv", "ablt", "loct") or tokens.lows[left[-1]].startswith(_OF_MANY):
        return {}
    if kind(tokens, left[-1]) == "preposition":
        goes = noun.case == "gent" and tokens.lows[left[-1]] in ("в", "на", "за")
        return _turn(tokens, phrase, "accs", "plur") if goes else {}
    subject = tokens.lows[number.noun - 1] in _NOMINATIVE or _has_object(tokens, left)
    case = _object_case(tokens, left[-1], noun, subject=subject)
    if not noun.plural and noun.case == "gent":
        neuter = tokens.lows[left[-1]].endswith(("ло", "лось", "но", "то"))
        return _turn(tokens, phrase, "gent" if neuter else case, "plur")
    if not _takes_plural(tokens, left[-1]) and not _free(tokens, left, number):
        return {}
    turned = _turn(tokens, phrase, case, "plur")
    return (turned or {}) | _second(tokens, right[len(phrase) :], case, noun) if turned else {}


_CLUSTERS = {"с": "сзжш", "в": "вф"}
_FULL = {"со": "с", "во": "в"}


def _eased(tokens: Tokens, left: list[int], right: list[int]) -> dict[int, str]:
    """Set "со 100-долларовой купюры" as "с купюры", and "с 30 странами" as "со странами"."""
    if not left or not right:
        return {}
    low = tokens.lows[left[-1]]
    wanted = eased(low, tokens.lows[right[0]])
    return {left[-1]: wanted} if wanted != low else {}


def eased(preposition: str, word: str) -> str:
    """Return "со", "во" or "об" where the word after it asks for them, else "с", "в", "о"."""
    if preposition in ("о", "об"):
        return "об" if word[0] in "аэиоу" else "о"
    short = _FULL.get(preposition, preposition)
    if short not in _CLUSTERS or len(word) < 2:
        return preposition
    heavy = word[0] in _CLUSTERS[short] and word[1] not in "аеёиоуыэюяьъ"
    return short + "о" if heavy else short


def _second(tokens: Tokens, rest: list[int], case: str, noun: WordClass) -> dict[int, str]:
    """Turn "и пассажиров" with the noun before it."""
    if len(rest) < 2 or tokens.lows[rest[0]] not in ("и", "или") or not noun.plural:
        return {}
    phrase = _noun_phrase(tokens, rest[1:])
    other = counted_noun(tokens.lows[phrase[-1]]) if phrase else None
    if other is None or other.case != "gent" or not other.plural:
        return {}
    return _turn(tokens, phrase, case, "plur") or {}


def _free(tokens: Tokens, left: list[int], number: Number) -> bool:
    """Tell whether nothing right before the number governs its noun ("поиски двух рыбаков")."""
    last = classify(tokens.lows[left[-1]])
    inflected = tokens.low(number.noun - 1).endswith(("ух", "ех", "и"))
    if inflected or last.kind not in ("noun", "adverb", "pronoun"):
        return False
    if last.lemma.endswith(("ние", "тие", "ство", "ция")):
        return False
    return _only_circumstances(tokens, left) or _object_of(tokens, left)


def _object_of(tokens: Tokens, left: list[int]) -> bool:
    """Tell "открыли в городе 5 школ": a transitive verb, then a place, then its object."""
    verbs = [n for n, at in enumerate(left) if classify(tokens.lows[at]).transitive]
    after = left[verbs[-1] + 1 :] if verbs else []
    return len(after) in (2, 3) and kind(tokens, after[0]) == "preposition"


def _only_circumstances(tokens: Tokens, left: list[int]) -> bool:
    """Tell "сейчас у клуба 60 очков": nothing there governs the counted noun."""
    first = classify(tokens.lows[left[0]])
    if first.kind not in ("preposition", "adverb") and first.case != "ablt":
        return False
    return not any(kind(tokens, at) in _GOVERNING for at in left) and not has_subject(tokens, left)


_GOVERNING = frozenset({"verb", "predicate", "infinitive", "gerund", "participle", "other"})


def _has_object(tokens: Tokens, left: list[int]) -> bool:
    """Tell "расследование проводят 9 следователей": the verb has its object before it."""
    verb = classify(tokens.lows[left[-1]])
    if verb.kind != "verb" or not verb.plural:
        return False
    if len(left) > 1 and tokens.lows[left[-2]] in _OBJECTS:
        return True
    for before, at in zip([None, *left], left, strict=False):
        word = classify(tokens.lows[at])
        if word.kind != "noun" or word.plural or word.case not in ("nomn", "accs"):
            continue
        if before is None or kind(tokens, before) not in ("preposition", *_TURNED):
            return not word.animate
    return False


#: "Его посещали 2 священника": who is seen stands before, who sees is counted.
_OBJECTS = words_of("его ее её их нас вас меня тебя")


def _object_case(tokens: Tokens, at: int, noun: WordClass, *, subject: bool) -> str:
    """Return accs for people after a transitive verb ("задержали участников"), else nomn."""
    word = classify(tokens.lows[at])
    alone = tokens.lows[at].startswith(_ALONE)
    return "accs" if noun.animate and word.transitive and not (subject or alone) else "nomn"


#: Transitive in the dictionary, but in the news those counted are who does it.
_ALONE = ("голосова", "проголос", "выступ", "работа", "служ", "прослуж", "сдава", "сдал", "получ")


#: These govern the genitive that a number asks for too: "насчитывал подписчиков".
_OF_MANY = ("насчитыва", "достиг", "набра", "набер")


def _takes_plural(tokens: Tokens, at: int) -> bool:
    """Tell a verb that the noun itself can follow from "было", "погибло", "выявлено"."""
    word = classify(tokens.lows[at])
    if word.kind in ("infinitive", "gerund") or word.lemma == "есть":
        return True
    if word.kind == "predicate":
        return word.plural
    if word.kind != "verb":
        return False
    return word.plural or (word.transitive and not word.lemma.endswith("ся"))


def _case_after(tokens: Tokens, left: list[int]) -> str:
    if not left:
        return "nomn"
    low = tokens.lows[left[-1]]
    if low in _GOVERNED:
        return _GOVERNED[low]
    if kind(tokens, left[-1]) == "noun":
        return "gent"
    return "nomn" if low.startswith(("гроз", "предусм", "состав")) else "accs"


def _noun_phrase(tokens: Tokens, words: list[int]) -> list[int]:
    """Return the adjectives and the first noun that a phrase begins with, or nothing."""
    for count, at in enumerate(words[:5]):
        more = count + 1 < len(words) and before_noun(tokens, at, tokens.lows[at])
        if counted_noun(tokens.lows[at]) is not None and not more:
            return words[: count + 1]
        following = words[count + 1 : count + 2]
        adverb = kind(tokens, at) == "adverb" and any(kind(tokens, n) in _TURNED for n in following)
        if more or adverb:
            continue
        if kind(tokens, at) not in _TURNED:
            return words[:count] if count == 1 and substantive(tokens.lows[words[0]]) else []
    return words[:1] if len(words) == 1 and substantive(tokens.lows[words[0]]) else []


def _turn(tokens: Tokens, phrase: list[int], case: str, number: str = "") -> dict[int, str]:
    """Set adjectives and noun into a case; nothing changes when a word has no such form."""
    noun_at = phrase[-1]
    readings = [
        form for form in morphology.forms(tokens.lows[noun_at])
        if "NOUN" in form.grammemes and "Fixd" not in form.grammemes
    ]  # fmt: skip
    reading = next((form for form in readings if "gent" in form.grammemes), None)
    if reading is None and number == "plur" and readings and "plur" in readings[0].grammemes:
        reading = readings[0]  # "о 15 пассажирах": the preposition has gone with the number
    if reading is None:
        return _turn_adjective(tokens, noun_at, case) if len(phrase) == 1 else {}
    plural = number or ("plur" if "plur" in reading.grammemes else "sing")
    turned = morphology.inflect_form(tokens.raw(noun_at), reading, case, plural)
    if turned is None:
        return {}
    changed = {noun_at: turned}
    gender = next((g for g in ("masc", "femn", "neut") if g in reading.grammemes), "masc")
    animacy = () if case != "accs" else ("anim" if "anim" in reading.grammemes else "inan",)
    agreement = (case, plural) if plural == "plur" else (case, plural, gender)
    for at in phrase[:-1]:
        if kind(tokens, at) == "adverb":
            continue
        if case == "accs" and plural == "sing" and gender == "femn":
            animacy = ()
        form = morphology.inflect(tokens.raw(at), *agreement, *animacy)
        changed[at] = form or tokens.raw(at)
    return changed


def _turn_adjective(tokens: Tokens, at: int, case: str) -> dict[int, str]:
    form = morphology.inflect(tokens.raw(at), case, "plur")
    return {at: form} if form and substantive(tokens.lows[at]) else {}


def _head(tokens: Tokens, words: list[int]) -> dict[int, str]:
    """Set the first noun phrase of a label without a verb into the nominative."""
    first = classify(tokens.lows[words[0]])
    if first.kind not in ("noun", "adjective", "participle") or first.case in ("nomn", ""):
        return {}
    phrase = _noun_phrase(tokens, words)
    if len(phrase) > 1 and classify(tokens.lows[phrase[-1]]).case == "ablt" != first.case:
        phrase = phrase[:1] + _noun_phrase(tokens, words[len(phrase) :])
    named = classify(tokens.lows[phrase[-1]]).name if phrase else True
    if named or classify(tokens.lows[phrase[-1]]).case == "nomn":
        return {}
    said = " ".join(small(tokens, at) for at in phrase)
    turned = morphology.nominative(said).split(" ")
    return dict(zip(phrase, turned, strict=True)) if len(turned) == len(phrase) else {}
