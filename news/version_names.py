"""Names of two versions of a story, held against each other."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from news.names import Name
from news.spans import Part
from news.story import Story
from news.version_words import Sentence, name_keys
from news.word_keys import Keys
from news.words import fold

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where something is named."""

    part: Part
    #: PER, ORG or LOC.
    kind: str
    #: Its words, each as its keys.
    keys: tuple[Keys, ...]
    #: All that its text calls the same, without case.
    called: frozenset[str] = field(repr=False)

    def same(self, other: "Mention") -> bool:
        """Whether two mentions, of one version each, may name the same."""
        if self.called & other.called or _short_for(self, other) or _short_for(other, self):
            return True
        return _within(self, other) or _within(other, self)

    def stands_in(self, keys: Keys) -> bool:
        """Whether all words of the name are among these, whether or not they name it there."""
        return all(word & keys for word in self.keys)


def _within(one: Mention, other: Mention) -> bool:
    """Whether all words of a name are words of the other, or initials of them ("Е. Сатов")."""
    keys = frozenset().union(*other.keys)
    spelled = _WORD.findall(one.part.text)
    return max(map(len, spelled), default=0) > 1 and all(
        any(key.startswith(fold(word)) for key in keys) if len(word) == 1 else own & keys
        for word, own in zip(spelled, one.keys, strict=True)
    )


def _short_for(one: Mention, other: Mention) -> bool:
    """Whether one is the initials of the other: "МВД", "Министерство внутренних дел"."""
    initials = "".join(word[0] for word in other.part.text.split())
    return len(initials) > 1 and fold(one.part.text) == fold(initials)


class Named:
    """The names of one version by where they stand."""

    def __init__(self, names: Sequence[Name], story: Story) -> None:
        self._text, self._language = story.text, story.language
        self._names = names
        self._places = sorted(
            (span.start, span.end, at) for at, name in enumerate(names) for span in name.mentions
        )

    def within(self, part: Part) -> list[Mention]:
        """Return the names of a sentence, in order."""
        first = bisect_left(self._places, (part.start,))
        after = bisect_left(self._places, (part.end,))
        return [self._mention(*place) for place in self._places[first:after]]

    def all(self) -> list[Mention]:
        """Return each name once, where it stands first."""
        firsts = ((name.mentions[0], at) for at, name in enumerate(self._names))
        return [self._mention(span.start, span.end, at) for span, at in firsts]

    def _mention(self, start: int, end: int, at: int) -> Mention:
        name, text = self._names[at], self._text[start:end]
        return Mention(
            Part(text, start, end),
            name.kind,
            keys_of(text, self._language),
            frozenset(fold(said) for said in self._called(name)),
        )

    def _called(self, name: Name) -> Iterator[str]:
        yield name.normal
        for span in name.mentions:
            yield self._text[span.start : span.end]


def keys_of(name: str, language: str) -> tuple[Keys, ...]:
    """Return the words of a name, each as what it may be."""
    return tuple(name_keys(found[0], language) for found in _WORD.finditer(name))


def changed(
    old: Sequence[Mention], new: Sequence[Mention], before: Sentence, after: Sentence
) -> list[tuple[Mention | None, Mention | None]]:
    """Return the names that gave way to others, then those that only one sentence has.

    A name counts as gone only when its words are: the tagger may have missed it.
    """
    gone = [one for one in old if not one.stands_in(after.names) and not _any(one, new)]
    came = [one for one in new if not one.stands_in(before.names) and not _any(one, old)]
    pairs: list[tuple[Mention | None, Mention | None]] = []
    for one in list(gone):
        other = next((two for two in came if two.kind == one.kind), None)
        if other is not None:
            pairs.append((one, other))
            gone.remove(one)
            came.remove(other)
    return [*pairs, *((one, None) for one in gone), *((None, two) for two in came)]


def _any(one: Mention, others: Sequence[Mention]) -> bool:
    return any(one.same(other) for other in others)
