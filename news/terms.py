"""A story as the words that can be looked for in it, and many looked-for terms as one index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import pairwise
from typing import Generic, TypeVar

from news import story as stories
from news import word_keys
from news.analysis import Analysis
from news.spans import Part, Span
from news.story import Story
from news.word_keys import Keys
from news.words import Word, fold, words

#: Of a longer story the beginning is looked at (characters): fifty articles, and a bound on time.
READ = 100_000

#: What is looked for: one word as its keys, or the words of a phrase that follow each other.
Pattern = tuple[Keys, ...]

Reading = Analysis | Story | str


class Place(IntEnum):
    """Which part of a story a word stands in."""

    BODY = 0
    LEDE = 1
    TITLE = 2


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of a story in text order, each as its keys; worked out once for all who look.

    Title, lede, paragraphs, author and place; page furniture ("Читайте также") has no say.
    """

    text: str
    language: str
    spans: Sequence[Span]
    keys: Sequence[Keys]
    #: For each word: whether it follows the one before within the same sentence.
    joined: Sequence[bool]
    places: Sequence[Place]
    #: What the story is tagged with (its sources, its topic): key -> as people read it.
    labels: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading, language: str | None = None) -> Terms:
        """Return the terms of an article; offsets count in its text.

        `language` is the article's own where it is not given. Never raises on any text.
        """
        story = _story(reading, language)
        text, spoken = story.text, language or story.language
        spans, keys, joined, places = [], [], [], []
        for part, place in _parts(story):
            found = list(_words(part))
            spans += [Span(word.start, word.end) for word in found]
            keys += [word_keys.of_text(text[word.start : word.end], spoken) for word in found]
            joined += [False, *(_follows(text, *both) for both in pairwise(found))][: len(found)]
            places += [place] * len(found)
        return cls(text, spoken, spans, keys, joined, places)

    @classmethod
    def of_words(cls, text: str, language: str) -> Terms:
        """Return the terms of a few words of someone of that language, whatever is between them."""
        found = words(text)
        spans = [Span(word.start, word.end) for word in found]
        keys = [word_keys.of_text(text[span.start : span.end], language) for span in spans]
        joined = [at > 0 for at in range(len(found))]
        return cls(text, language, spans, keys, joined, [Place.BODY] * len(found))

    def labelled(self, kind: str, names: Iterable[str]) -> Terms:
        """Return the same terms with labels ("source" or "topic", and what each is called)."""
        more = {label_key(kind, name): name for name in names}
        return replace(self, labels={**self.labels, **more})

    def form(self, span: Span) -> str:
        """Return the words of a span as they stand in the text."""
        return self.text[span.start : span.end]


def label_key(kind: str, name: str) -> str:
    """Return the key of a label: case, "ё" and spaces around do not count."""
    return f"{kind}:{fold(' '.join(name.split()))}"


def pattern(text: str, language: str) -> Pattern:
    """Return what to look for when someone of that language asks for a word or a phrase.

    Empty when the text has no word.
    """
    return tuple(word_keys.of_term(text[word.start : word.end], language) for word in words(text))


def _story(reading: Reading, language: str | None) -> Story:
    if isinstance(reading, str):
        return stories.read(reading, language=language)
    return reading.story if isinstance(reading, Analysis) else reading


def _parts(story: Story) -> list[tuple[Part, Place]]:
    body = [(part, Place.BODY) for part in (*story.paragraphs, story.author, story.place) if part]
    head = [(story.title, Place.TITLE), (story.lede, Place.LEDE)]
    found = [(part, place) for part, place in head if part] + body
    return sorted((one for one in found if one[0].start < READ), key=lambda one: one[0].start)


def _words(part: Part) -> Iterator[Word]:
    for word in words(part.text[: READ - part.start]):
        yield Word(part.start + word.start, part.start + word.end, word.stem)


_BETWEEN = frozenset("-‐‑–—/'’\"«»“”„()№#")
#: A full stop after so short a word ends no sentence: "ст. 128", "г. Астана", "А. Петров".
_SHORT = 3


def _follows(text: str, left: Word, right: Word) -> bool:
    """Whether nothing between two words of a paragraph ends a sentence or lists another thing."""
    between = text[left.end : right.start].strip()
    if between == "." and left.end - left.start <= _SHORT:
        return True
    return _BETWEEN.issuperset(between.replace(" ", ""))


@dataclass(frozen=True, slots=True)
class Found:
    """One pattern that a story has, where it stands first; a label stands nowhere."""

    pattern: Pattern
    #: As the text or the label has it.
    form: str
    span: Span | None
    place: Place


Owner = TypeVar("Owner")
Said = TypeVar("Said")


class _Node(Generic[Owner, Said]):
    """What the beginnings of patterns lead to: a tree, in which two beginnings alike are one."""

    __slots__ = ("branches", "by_key", "owners", "pattern")

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.owners: dict[Owner, Said] = {}
        self.branches: dict[Keys, _Node[Owner, Said]] = {}
        #: The branches by each key that leads to them.
        self.by_key: dict[str, list[_Node[Owner, Said]]] = {}

    def branch(self, keys: Keys) -> _Node[Owner, Said]:
        """Return the node that a next word leads to, new if there was none."""
        node = self.branches.get(keys)
        if node is None:
            node = self.branches[keys] = _Node((*self.pattern, keys))
            for key in keys:
                self.by_key.setdefault(key, []).append(node)
        return node

    def cut(self, keys: Keys) -> None:
        """Drop a branch on which nothing grows any more."""
        node = self.branches[keys]
        if node.owners or node.branches:
            return
        del self.branches[keys]
        for key in keys:
            self.by_key[key].remove(node)
            if not self.by_key[key]:
                del self.by_key[key]


class Index(Generic[Owner, Said]):
    """Patterns with their owners and what each calls them; one pass over a story finds all.

    The pass takes time by the story's length and by what is found, not by how many are kept.
    """

    def __init__(self) -> None:
        self._root: _Node[Owner, Said] = _Node(())

    def put(self, wanted: Pattern, owner: Owner, said: Said) -> None:
        """Look for a pattern in the name of an owner."""
        self._path(wanted)[-1].owners[owner] = said

    def drop(self, wanted: Pattern, owner: Owner) -> None:
        """Look for a pattern no more in the name of this owner. KeyError if it never was."""
        path = self._path(wanted)
        del path[-1].owners[owner]
        for node, keys in zip(reversed(path[:-1]), reversed(wanted), strict=True):
            node.cut(keys)

    def _path(self, wanted: Pattern) -> list[_Node[Owner, Said]]:
        path = [self._root]
        for keys in wanted:
            path.append(path[-1].branch(keys))
        return path

    def find(self, terms: Terms) -> list[tuple[Found, Mapping[Owner, Said]]]:
        """Return the patterns that a story has with their owners, by where they first stand."""
        found: dict[_Node[Owner, Said], tuple[Found, Mapping[Owner, Said]]] = {}
        for node, first, last in self._standing(terms):
            if node not in found:
                found[node] = _found(node.pattern, terms, first, last), node.owners
        for key, label in terms.labels.items():
            for node in self._root.by_key.get(key, ()):
                found[node] = Found(node.pattern, label, None, Place.BODY), node.owners
        return list(found.values())

    def everywhere(self, terms: Terms) -> Iterator[tuple[Found, Mapping[Owner, Said]]]:
        """Give the patterns wherever they stand in a story, in text order; labels stand nowhere."""
        for node, first, last in self._standing(terms):
            yield _found(node.pattern, terms, first, last), node.owners

    def _standing(self, terms: Terms) -> Iterator[tuple[_Node[Owner, Said], int, int]]:
        """Give the nodes with owners with the first and last word of where they stand."""
        for first in range(len(terms.keys)):
            for node, last in self._from(terms, first):
                if node.owners:
                    yield node, first, last

    def _from(self, terms: Terms, first: int) -> Iterator[tuple[_Node[Owner, Said], int]]:
        """Give the nodes that the words from one on lead to, each with its last word."""
        nodes, last = {self._root: None}, first
        while nodes:
            nodes = {
                after: None
                for key in terms.keys[last]
                for node in nodes
                if key in node.by_key
                for after in node.by_key[key]
            }
            for node in nodes:
                yield node, last
            last += 1
            if last == len(terms.keys) or not terms.joined[last]:
                return


def _found(wanted: Pattern, terms: Terms, first: int, last: int) -> Found:
    span = Span(terms.spans[first].start, terms.spans[last].end)
    return Found(wanted, terms.form(span), span, terms.places[first])
