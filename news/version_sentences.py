"""How one changed sentence differs: figures, names, negations, and what is left as wording."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property

from news import text as texts
from news import version_claims, version_names
from news.analysis import Analysis, analyse
from news.spans import Part
from news.terms import READ, Terms
from news.version_claims import Words
from news.version_words import NumberSaid, Sentence, changed_numbers


class Kind(IntEnum):
    """How much a change matters; a greater one includes the smaller."""

    #: The same words: moved, reformatted, with other page furniture.
    SAME = 0
    #: Letters, spaces, marks or small words mended.
    TYPO = 1
    #: Something added, dropped or said in other words.
    ADDITION = 2
    #: A figure, a name, a negation or the headline's claim is another one.
    MATERIAL = 3


class What(StrEnum):
    """What differs."""

    #: A number, amount, date or time gave way to another, was taken back or came.
    FIGURE = "figure"
    #: A person, organisation or place gave way to another, was taken back or came.
    NAME = "name"
    #: A negation came or went ("не признал"), or a word turned into its opposite ("выросли").
    NEGATION = "negation"
    #: The old headline says what the new version says nowhere.
    HEADLINE = "headline"
    #: Other words.
    WORDING = "wording"
    #: A sentence that was not there, that is there no more.
    ADDED = "added"
    REMOVED = "removed"
    TYPO = "typo"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the words before and after, each verbatim with its offsets, or None."""

    what: What
    kind: Kind
    #: In the old text.
    old: Part | None
    #: In the new text.
    new: Part | None
    #: The sentence of the old text that it is about, None where there was none.
    old_sentence: Part | None = None
    new_sentence: Part | None = None


class Version:
    """One version of a story, read as far as it is asked for."""

    def __init__(self, reading: Analysis | str) -> None:
        self.analysis = reading if isinstance(reading, Analysis) else analyse(reading)
        self.story = self.analysis.story
        self.title = self.story.title
        #: The sentences of lede and paragraphs, in order.
        self.sentences = [
            sentence
            for part in (self.story.lede, *self.story.paragraphs)
            if part is not None
            for sentence in _sentences(part)
        ]
        self.names = version_names.Named(self.analysis.names, self.story)

    def all_sentences(self) -> list[Part]:
        """Return the headline, where there is one, and the sentences."""
        return [self.title, *self.sentences] if self.title else self.sentences

    def read(self, part: Part) -> Sentence:
        """Return a sentence with its words."""
        return Sentence(part, self.story.language)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all words of the story."""
        return frozenset().union(*Terms.of(self.story).keys)

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """What its words may be as names."""
        near = (part for part in self.all_sentences() if part.start < READ)
        return frozenset().union(*(self.read(part).names for part in near))

    @cached_property
    def _numbers(self) -> dict[object, list[NumberSaid]]:
        found: dict[object, list[NumberSaid]] = defaultdict(list)
        for part in self.all_sentences():
            if part.start < READ:
                for number in self.read(part).numbers:
                    for key in number.shelves():
                        found[key].append(number)
        return found

    def says(self, number: NumberSaid) -> bool:
        """Whether a number stands anywhere in this version."""
        likely = (other for key in number.shelves() for other in self._numbers.get(key, ()))
        digits = _DIGITS.findall(number.part.text)
        unread = bool(digits) and self._unread_digits.issuperset(digits)
        return unread or any(number.same(other) for other in likely)

    @cached_property
    def _unread_digits(self) -> frozenset[str]:
        """The numbers in digits beyond what is read for numbers."""
        return frozenset(_DIGITS.findall(self.story.text[READ:]))


_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def _sentences(part: Part) -> Iterator[Part]:
    """Give the sentences of a paragraph; what lies beyond `READ` stays in one piece."""
    head = part.text[: max(0, READ - part.start)]
    for sentence in texts.sentences(head):
        yield Part(sentence.text, part.start + sentence.start, part.start + sentence.end)
    rest = part.text[len(head) :]
    if rest.strip():
        yield Part(rest, part.start + len(head), part.end)


@dataclass(frozen=True, slots=True)
class Changed:
    """A sentence before and after, and the versions it stands in."""

    before: Version
    after: Version
    old: Sentence
    new: Sentence

    def differences(self) -> list[Difference]:
        """Return all differences, the weightier first; each word is in one at most."""
        found: list[Difference] = []
        for one in (*self._figures(), *self._negations(), *self._names()):
            if not any(_touch(one, other) for other in found):
                found.append(one)
        found += [one for one in self._words() if not any(_touch(one, other) for other in found)]
        return found or [self._difference(What.TYPO, Kind.TYPO, self.old.part, self.new.part)]

    def _difference(self, what: What, kind: Kind, old: Part | None, new: Part | None) -> Difference:
        return Difference(what, kind, old, new, self.old.part, self.new.part)

    def _figures(self) -> Iterator[Difference]:
        """Give the figures that changed; one that is only told elsewhere now is none."""
        for was, now in changed_numbers(self.old.numbers, self.new.numbers):
            if was is not None and now is None and self.after.says(was):
                continue
            kind = Kind.ADDITION if was is None else Kind.MATERIAL
            old, new = was.part if was else None, now.part if now else None
            yield self._difference(What.FIGURE, kind, old, new)

    def _negations(self) -> Iterator[Difference]:
        for said, denied in version_claims.newly_denied(self.old, self.new):
            yield self._turned(self.old.part_of([said]), self.new.part_of(denied))
        for said, denied in version_claims.newly_denied(self.new, self.old):
            yield self._turned(self.old.part_of(denied), self.new.part_of([said]))
        for was, now in version_claims.opposites(self.old, self.new):
            yield self._turned(self.old.part_of([was]), self.new.part_of([now]))
        for left, right in self._runs:
            for one, other in zip(left, right, strict=False):
                if version_claims.turns_round(one, other):
                    yield self._turned(self.old.part_of([one]), self.new.part_of([other]))

    def _turned(self, old: Part, new: Part) -> Difference:
        return self._difference(What.NEGATION, Kind.MATERIAL, old, new)

    def _names(self) -> Iterator[Difference]:
        before, after = self.before, self.after
        old, new = before.names.within(self.old.part), after.names.within(self.new.part)
        for was, now in version_names.changed(old, new, self.old, self.new):
            if was is None and now is not None:
                yield self._difference(What.NAME, Kind.ADDITION, None, now.part)
            elif was is not None:
                gone = not was.stands_in(after.name_keys)
                stranger = now is not None and not now.stands_in(before.name_keys)
                if gone or stranger or (now is not None and was.kind == "PER"):
                    instead = now.part if now else self._instead(was.part)
                    yield self._difference(What.NAME, Kind.MATERIAL, was.part, instead)

    def _instead(self, name: Part) -> Part | None:
        """Return the capitalised words that stand where a name was, known as a name or not."""
        for left, right in self._runs:
            replaced = left and left[0].start < name.end and name.start < left[-1].end
            if replaced and right and right[0].capital:
                return self.new.part_of(right)
        return None

    @property
    def _runs(self) -> list[tuple[Words, Words]]:
        return version_claims.replaced(self.old, self.new)

    def _words(self) -> Iterator[Difference]:
        """Give the words that differ, as slips mended or as other wording."""
        for left, right in self._runs:
            slip = version_claims.is_typo(left, right) or self._same_numbers(left, right)
            what, kind = (What.TYPO, Kind.TYPO) if slip else (What.WORDING, Kind.ADDITION)
            old = self.old.part_of(left) if left else None
            yield self._difference(what, kind, old, self.new.part_of(right) if right else None)

    def _same_numbers(self, left: Words, right: Words) -> bool:
        """Whether two runs write the same number in two ways: "1240", "1 240"."""
        was = [one for one in self.old.numbers if left and _holds(one.part, left)]
        now = [one for one in self.new.numbers if right and _holds(one.part, right)]
        return bool(was) and bool(now) and was[0].same(now[0])


def _holds(part: Part, words: Words) -> bool:
    return part.start <= words[0].start and words[-1].end <= part.end


def _touch(one: Difference, other: Difference) -> bool:
    """Whether two differences are about the same words of either text."""
    return _share(one.old, other.old) or _share(one.new, other.new)


def _share(one: Part | None, other: Part | None) -> bool:
    return bool(one and other and one.start < other.end and other.start < one.end)


def headline(changed: Changed) -> Iterator[Difference]:
    """Give the headline itself, when the old one claims what the new version says nowhere."""
    words = [
        (left, right)
        for left, right in version_claims.replaced(changed.old, changed.new)
        if not version_claims.is_typo(left, right)
    ]
    lost = [word for left, _ in words for word in left if version_claims.claims(word)]
    gained = any(version_claims.claims(word) for _, right in words for word in right)
    if gained and any(word.keys.isdisjoint(changed.after.keys) for word in lost):
        old, new = changed.old.part, changed.new.part
        yield Difference(What.HEADLINE, Kind.MATERIAL, old, new, old, new)
