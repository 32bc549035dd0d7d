"""Which sentences of two texts are the same one: alike to the letter, or one changed.

Order does not matter: a paragraph that moved has its sentences still. The time is bounded: of two
texts that have little in common the first `MOST` sentences each are compared.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from news.spans import Part
from news.words import stems

#: So many sentences of each text that the other does not have to the letter are compared.
MOST = 1500
#: A word that more sentences have says nothing; so many likely partners of one are looked at.
_COMMON = 60
_LIKELY = 5
#: Of the sentences with a word so many are looked at for one that has all words of another.
_MET = 50
#: So alike (Dice, of stems) are two forms of one sentence; less where their neighbours are one.
_ALIKE = 0.5
_ALIKE_IN_PLACE = 0.3
#: Such a share of a sentence's words in one of the other text: it was split off from it.
_SPLIT = 0.9

_SPACE = re.compile(r"\s+")
_LOOKS = str.maketrans(
    dict.fromkeys("«»„“”‟″", '"') | dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("‘’‚‛", "'")
)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Indexes of sentences: one of each text, changed; those that only one text has."""

    changed: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def looks(text: str) -> str:
    """Return a text without what only its looks change: white space, kinds of quotes and dashes."""
    return _SPACE.sub(" ", text.translate(_LOOKS)).strip()


def pair(old: Sequence[Part], new: Sequence[Part]) -> Pairs:
    """Match the sentences of two texts; those alike to the letter are in no list."""
    same = _same(old, new)
    kept = set(same.values())
    left = [at for at in range(len(old)) if at not in kept]
    right = [at for at in range(len(new)) if at not in same]
    changed = _changed(old, new, left[:MOST], right[:MOST], same)
    paired = set(changed.values())
    removed = [at for at in left if at not in paired]
    added = [at for at in right if at not in changed]
    return Pairs(
        tuple(sorted((one, two) for two, one in changed.items())),
        _not_split(old, removed, [new[at] for at in right[:MOST]]),
        _not_split(new, added, [old[at] for at in left[:MOST]]),
    )


def _not_split(some: Sequence[Part], alone: list[int], others: Iterable[Part]) -> tuple[int, ...]:
    """Return those without a partner that were not split off from a longer sentence, or joined."""
    seen = Seen(others)
    return tuple(at for at in alone if seen.share(some[at]) < _SPLIT)


def alike(one: str, other: str) -> float:
    """Return how much two sentences have in common, 0..1: Dice's coefficient of their stems."""
    left, right = _counted(one), _counted(other)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else float(one == other)


def _same(old: Sequence[Part], new: Sequence[Part]) -> dict[int, int]:
    """Return by index in the new text where each sentence that did not change was."""
    places: dict[str, list[int]] = defaultdict(list)
    for at in reversed(range(len(old))):
        places[looks(old[at].text)].append(at)
    return {
        at: found.pop() for at, part in enumerate(new) if (found := places.get(looks(part.text)))
    }


def _changed(
    old: Sequence[Part],
    new: Sequence[Part],
    left: Sequence[int],
    right: Sequence[int],
    same: dict[int, int],
) -> dict[int, int]:
    """Pair the sentences that are most alike first; those between the same neighbours last."""
    free, pairs = set(left), dict(same)
    likely = sorted(_likely(old, new, left, right), key=lambda one: (-one[0], one[1:]))
    for likeness, at, was in likely:
        if was in free and at not in pairs and likeness >= _ALIKE:
            pairs[at] = was
            free.discard(was)
    for likeness, at, was in likely:
        beside = pairs.get(at - 1, -1) == was - 1 or pairs.get(at + 1, len(old)) == was + 1
        if was in free and at not in pairs and likeness >= _ALIKE_IN_PLACE and beside:
            pairs[at] = was
            free.discard(was)
    return {at: was for at, was in pairs.items() if at not in same}


def _likely(
    old: Sequence[Part], new: Sequence[Part], left: Sequence[int], right: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    """Give (likeness, index in the new text, index in the old) of sentences that share words."""
    having: dict[str, list[int]] = defaultdict(list)
    for was in left:
        for word in _counted(old[was].text):
            having[word].append(was)
    free = set(left)
    for at in right:
        shared = Counter(
            was
            for word in _counted(new[at].text)
            if len(having.get(word, ())) <= _COMMON
            for was in having.get(word, ())
        )
        near = [was for was in (at - 1, at, at + 1) if was in free]
        for was in dict.fromkeys([was for was, _ in shared.most_common(_LIKELY)] + near):
            yield alike(old[was].text, new[at].text), at, was


class Seen:
    """Sentences by their words: tells whether one that is like another was among them."""

    def __init__(self, sentences: Iterable[Part]) -> None:
        self._having: dict[str, list[int]] = defaultdict(list)
        for at, sentence in enumerate(sentences):
            for word in _counted(sentence.text):
                self._having[word].append(at)
        self._shares: dict[str, float] = {}

    def share(self, sentence: Part) -> float:
        """Return how much of a sentence's words one sentence of these has at most, 0..1."""
        known = self._shares.get(sentence.text)
        if known is None:
            known = self._shares[sentence.text] = self._share(_counted(sentence.text))
        return known

    def _share(self, said: Counter[str]) -> float:
        shared = Counter(at for word in said for at in self._having.get(word, ())[:_MET])
        return max(shared.values(), default=0) / len(said) if said else 1.0


@lru_cache(maxsize=8192)
def _counted(text: str) -> Counter[str]:
    return Counter(stems(text))
