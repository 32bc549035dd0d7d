"""What a changed sentence claims that it did not: a negation, an opposite, another word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache

from news import gazetteer, morphology, word_keys
from news.version_words import Sentence, Token
from news.word_classes import classify
from news.word_keys import Keys
from news.word_lists import words_of
from news.words import LONGEST

#: Words that deny what follows them; what they stand with so often that it denies nothing.
_DENYING = words_of("не нет ни никогда not no never cannot without")
_DENYING_BEFORE = words_of("нет емес жоқ")
_NOTHING_DENIED = words_of(
    "только менее более меньше больше раз просто сколько less only fewer more least"
)
_PASSED = words_of("был была было были быть будет a an the be been yet ещё еще уже to")
_SHORTENED = re.compile("n['’]t$")


def denied(sentence: Sentence) -> dict[int, int]:
    """Return by the index of each word that is denied the index of the word that denies it."""
    words = sentence.words
    found: dict[int, int] = {}
    for at, word in enumerate(words):
        if word.low in _DENYING or _SHORTENED.search(word.low):
            after = next(
                (n for n in range(at + 1, len(words)) if words[n].low not in _PASSED), None
            )
            if after is not None and words[after].low not in _NOTHING_DENIED:
                found[after] = at
        if word.low in _DENYING_BEFORE and at:
            found[at - 1] = at
    return found


def newly_denied(old: Sentence, new: Sentence) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Give the words that the new sentence denies and the old one says: there, and as denied."""
    before, now = denied(old), denied(new)
    for at, by in now.items():
        word = new.words[at]
        said = _first(old, word.keys, without=before)
        if said is None or _first(new, word.keys, without=now) is not None:
            continue
        if not any(old.words[n].keys & word.keys for n in before):
            yield said, new.words[min(at, by) : max(at, by) + 1]


def _first(sentence: Sentence, keys: Keys, without: dict[int, int]) -> Token | None:
    return next(
        (word for n, word in enumerate(sentence.words) if word.keys & keys and n not in without),
        None,
    )


#: "виновен" and "невиновен", "lawful" and "unlawful".
_TURNING = ("не", "un", "in", "im", "il", "ir", "dis", "non")
#: "келді" and "келмеді", "барады" and "бармайды".
_KAZAKH_TURNING = re.compile("(?<=..)[мбп][ае]й?(?=.)")
_SHORTEST_TURNED = 4


def turns_round(one: Token, other: Token) -> bool:
    """Whether one of two words denies the other by a piece of itself."""
    if one.kazakh or other.kazakh:
        return _denied_in_kazakh(one.low, other.low) or _denied_in_kazakh(other.low, one.low)
    short, long = sorted((one.low, other.low), key=len)
    return len(short) >= _SHORTEST_TURNED and long.removesuffix(short) in _TURNING


def _denied_in_kazakh(said: str, denied: str) -> bool:
    for found in _KAZAKH_TURNING.finditer(denied):
        before, after = denied[: found.start()], denied[found.end() :]
        linked = said[: len(before)] == before and said[len(before) + 1 :] == after
        if said == before + after or (linked and said[len(before)] in "аейи"):
            return True
    return False


@cache
def _opposites() -> tuple[tuple[Keys, Keys], ...]:
    """Return the words that turn each other round, as keys."""
    found = []
    for language in ("ru", "kk", "en"):
        for line in gazetteer.lines(f"opposites_{language}.txt"):
            left, _, right = line.partition(" - ")
            found.append((_keys(left, language), _keys(right, language)))
    return tuple(found)


def _keys(listed: str, language: str) -> Keys:
    return frozenset().union(*(word_keys.of_term(word, language) for word in listed.split()))


def opposites(old: Sentence, new: Sentence) -> Iterator[tuple[Token, Token]]:
    """Give the words of an old sentence with those that say the opposite in the new one."""
    for left, right in _opposites():
        for one, other in ((left, right), (right, left)):
            was, now = _found(old, one), _found(new, other)
            if was and now and not _found(old, other) and not _found(new, one):
                yield was, now


def _found(sentence: Sentence, keys: Keys) -> Token | None:
    if sentence.keys.isdisjoint(keys):
        return None
    return next(word for word in sentence.words if word.keys & keys)


#: Longer sentences are compared only in what is not alike at their ends.
_COMPARED = 300

Words = Sequence[Token]


def replaced(old: Sentence, new: Sentence) -> list[tuple[Words, Words]]:
    """Return the words of two sentences that differ, run by run; one side may be empty."""
    one, other = old.words, new.words
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if max(len(left), len(right)) > _COMPARED:
        return [(left, right)]
    matcher = SequenceMatcher(
        None, [word.low for word in left], [word.low for word in right], autojunk=False
    )
    return [(left[a:b], right[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _alike(one: Words, other: Words) -> int:
    """Return how many words two runs have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next(
        (at for at, (a, b) in enumerate(pairs) if a.low != b.low), min(len(one), len(other))
    )


_SMALL = frozenset(("preposition", "conjunction", "article"))


def is_typo(old: Words, new: Words) -> bool:
    """Whether one run of words is the other with a slip mended: letters, a space, a small word."""
    joined = "".join(word.low for word in old), "".join(word.low for word in new)
    if joined[0].replace("-", "") == joined[1].replace("-", ""):
        return True
    if not old or not new:
        return all(classify(word.low).kind in _SMALL for word in (*old, *new))
    return len(old) == len(new) and all(map(_is_slip, old, new))


def _is_slip(old: Token, new: Token) -> bool:
    if old.low == new.low:
        return True
    if any(char.isdigit() for char in old.low + new.low) or turns_round(old, new):
        return False
    if old.capital and new.capital and old.names.isdisjoint(new.names):
        return False  # another name
    if old.keys & new.keys:
        return True
    if morphology.is_known(old.low) and morphology.is_known(new.low):
        return False  # another word of the language
    shorter, longer = sorted((len(old.low), len(new.low)))
    allowed = 1 if shorter < _SHORT_WORD else 2
    if longer > LONGEST or longer - shorter > allowed:
        return False
    return _distance(old.low, new.low) <= allowed


_SHORT_WORD = 6


def _distance(one: str, other: str) -> int:
    """Return how many letters to put in, drop, change or swap with the next make one the other."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


_NO_CLAIM = frozenset(
    ("adverb", "pronoun", "preposition", "conjunction", "particle", "article", "numeral")
)


def claims(word: Token) -> bool:
    """Whether a word of a headline says what happened, or to whom or what."""
    return word.low.isalpha() and len(word.low) > 2 and classify(word.low).kind not in _NO_CLAIM
