"""What a story is about: one of a small set of topics that the operator can edit.

Words speak for topics (see `seeds/topics.toml`); those of the headline more than those of the body.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from news import terms as story_terms
from news.spans import Span
from news.terms import Found, Index, Place, Reading, Terms
from news.text import LANGUAGES
from news.words import fold, words

#: How loudly a word speaks by where it stands first; a phrase is no accident and speaks louder.
_WEIGHTS = {Place.TITLE: 3.0, Place.LEDE: 2.0, Place.BODY: 1.0}
_PHRASE = 1.5
#: What is said more quietly for a topic is chance.
ENOUGH = 3.0

_FIELDS = ("name", "also", "words")
_KEY = re.compile("[a-z][a-z0-9_-]{0,31}")
_WORDS = re.compile(r'"([^"]*)"|([^\s"]+)')


class TopicsError(ValueError):
    """The table of topics cannot be used; `problems` says all that is wrong, a sentence each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic."""

    #: What it is stored by: "crime".
    key: str
    #: What readers see, by language.
    names: Mapping[str, str] = field(hash=False)
    #: What else readers may type for it, in any language.
    also: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """Return what readers of a language call it; what others do where they have no word."""
        return self.names.get(language) or next(iter(self.names.values()))

    def labels(self) -> tuple[str, ...]:
        """Return all that it can be asked for by: key, names, other names."""
        return tuple(dict.fromkeys((self.key, *self.names.values(), *self.also)))


@dataclass(frozen=True, slots=True)
class Assignment:
    """A topic with the words that decided, the loudest first; their offsets are the story's."""

    topic: Topic
    reason: tuple[Found, ...]


class Topics:
    """The topics of an operator, in their order."""

    def __init__(self, table: Mapping[str, object]) -> None:
        """Read the parsed table (as in `seeds/topics.toml`). Raises `TopicsError`."""
        problems = list(chain.from_iterable(_problems(key, table[key]) for key in table))
        if problems:
            raise TopicsError(problems)
        entries = {key: entry for key, entry in table.items() if isinstance(entry, Mapping)}
        #: All topics, in the table's order.
        self.all = tuple(_topic(key, entry) for key, entry in entries.items())
        self._by_key = {topic.key: topic for topic in self.all}
        self._by_label = _by_label(self.all)
        self._names: Index[Topic, None] = Index()
        self._words: Index[Topic, None] = Index()
        for topic in self.all:
            self._learn(topic, entries[topic.key])

    def _learn(self, topic: Topic, entry: Mapping[str, Mapping[str, str]]) -> None:
        for language, listed in entry.get("words", {}).items():
            for said in _listed(listed):
                self._words.put(story_terms.pattern(said, language), topic, None)
        for language in LANGUAGES:
            for name in _names_in(entry, language):
                self._names.put(story_terms.pattern(name, language), topic, None)

    def get(self, key: str) -> Topic | None:
        """Return the topic stored by a key, None when the operator has removed it."""
        return self._by_key.get(key)

    def named(self, said: str, language: str) -> Topic | None:
        """Return the topic that a reader means: its key, a name of it in any language and form."""
        exact = self._by_label.get(_folded(said))
        if exact is not None:
            return exact
        spoken = (language, *(other for other in LANGUAGES if other != language))
        typed = (Terms.of_words(said, one) for one in spoken)
        return next((topic for words in typed for topic in self._called(words)), None)

    def _called(self, typed: Terms) -> Iterator[Topic]:
        """Give the topics of which a name is all that was typed."""
        for found, topics in self._names.find(typed):
            if len(found.pattern) == len(typed.keys):
                yield from topics

    def assign(self, reading: Reading | Terms, language: str | None = None) -> Assignment | None:
        """Return what a story is about and why; None where too little speaks for any topic.

        Of topics for which as much speaks the first of the table is taken.
        """
        terms = reading if isinstance(reading, Terms) else Terms.of(reading, language)
        heard = self._heard(terms)
        loudness = {topic: sum(weight for weight, _ in heard[topic].values()) for topic in heard}
        topic = max(self.all, key=lambda one: loudness.get(one, 0.0), default=None)
        if topic is None or loudness.get(topic, 0.0) < ENOUGH:
            return None
        return Assignment(topic, tuple(_loudest_first(heard[topic].values())))

    def _heard(self, terms: Terms) -> dict[Topic, dict[Span | None, tuple[float, Found]]]:
        """Return what speaks for each topic; a word that two languages list is one word."""
        heard: dict[Topic, dict[Span | None, tuple[float, Found]]] = {}
        for found, topics in self._words.find(terms):
            for topic in topics:
                said = _weight(found) / len(topics), found
                heard.setdefault(topic, {}).setdefault(found.span, said)
        return heard


def _weight(found: Found) -> float:
    return _WEIGHTS[found.place] * (_PHRASE if len(found.pattern) > 1 else 1.0)


def _loudest_first(heard: Iterable[tuple[float, Found]]) -> Iterator[Found]:
    return (found for _, found in sorted(heard, key=lambda one: -one[0]))


def _topic(key: str, entry: Mapping[str, Mapping[str, str]]) -> Topic:
    also = chain.from_iterable(_names_in(entry, language)[1:] for language in LANGUAGES)
    return Topic(key, dict(entry["name"]), tuple(dict.fromkeys(also)))


def _names_in(entry: Mapping[str, Mapping[str, str]], language: str) -> list[str]:
    """Return what a topic is called in a language, its name first."""
    also = entry.get("also", {}).get(language, "").split(",")
    named = (entry["name"].get(language, ""), *also)
    return [name.strip() for name in named if name.strip()]


def _listed(words: str) -> list[str]:
    return [phrase or word for phrase, word in _WORDS.findall(words)]


def _folded(said: str) -> str:
    return " ".join(fold(said).split())


def _by_label(topics: Iterable[Topic]) -> dict[str, Topic]:
    """Return the topics by all they are called. Raises `TopicsError` where two are one."""
    found: dict[str, Topic] = {}
    for topic in topics:
        for label in topic.labels():
            other = found.setdefault(_folded(label), topic)
            if other is not topic:
                raise TopicsError([f"[{topic.key}]: {label!r} already names [{other.key}]"])
    return found


def _problems(key: str, entry: object) -> Iterator[str]:
    """Say what is wrong with one entry of the table."""
    if not _KEY.fullmatch(key):
        yield f"[{key}]: a topic's key is of small Latin letters, digits, - and _, at most 32"
    if not isinstance(entry, Mapping):
        yield f"{key}: expected a table with {_spoken(_FIELDS)}"
        return
    for name in entry:
        if name not in _FIELDS:
            yield f"[{key}] {name}: unknown, expected {_spoken(_FIELDS)}"
    if not entry.get("name"):
        yield f"[{key}]: name is missing"
    for name in _FIELDS:
        yield from _language_problems(f"[{key}] {name}", entry.get(name, {}))


def _language_problems(where: str, by_language: object) -> Iterator[str]:
    if not isinstance(by_language, Mapping):
        yield f"{where}: expected a text for each of {_spoken(LANGUAGES)}"
        return
    for language, text in by_language.items():
        if language not in LANGUAGES:
            yield f"{where}.{language}: unknown language, expected {_spoken(LANGUAGES)}"
        elif not isinstance(text, str) or not words(text):
            yield f"{where}.{language}: expected a text with words in it"
        elif any(not words(said) for said in _listed(text)):
            yield f"{where}.{language}: there is something without a word in it"


def _spoken(names: Iterable[str]) -> str:
    return ", ".join(names)
