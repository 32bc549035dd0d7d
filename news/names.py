"""People, organisations and places named in a text."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from news import coreference, names_en, names_kk, roles, speech, story
from news import text as texts
from news.coreference import Group
from news.mentions import Mention, without_overlaps
from news.morphology import nominative
from news.spans import Span
from news.story import Story


@dataclass(frozen=True, slots=True)
class Name:
    """Someone or something named, with all places where it is."""

    #: PER, ORG or LOC.
    kind: str
    #: As first seen in the text.
    text: str
    #: People and one-word places in the nominative; organisations as written.
    normal: str
    mentions: tuple[Span, ...]
    #: What the text calls them ("министр", "по данным"), or None.
    role: str | None = None
    #: As a list of names shows it: `normal`, and Russian organisations in the nominative.
    shown: str = ""


_CYRILLIC = re.compile("[А-Яа-яЁё]{3,}")
#: With more Cyrillic words than this a sentence quotes English and is not in it.
_QUOTING = 2

#: Names are read in so many characters from the beginning: fifty articles, and a bound on the time
#: that a text of nothing but unknown names can take (each costs a look into the dictionary).
READ = 100_000

#: The taggers get runs of sentences up to about this many characters, which bounds their memory.
_LONGEST_PART = 2000


def _russian(text: str, parts: Sequence[Span]) -> list[Mention]:
    """Find Russian names; numpy and the tagger are imported only by who reads Russian (0.3 s)."""
    # Read by numpy when it is first imported: for matrices as small as a sentence's, threads only
    # wait for each other, and a reading takes twice the processor's time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from news import names_ru

    return names_ru.mentions(text, parts)


_FINDERS: dict[str, Callable[[str, Sequence[Span]], list[Mention]]] = {
    "ru": _russian,
    "kk": names_kk.mentions,
    "en": names_en.mentions,
}


def extract(text: str, *, read: Story | None = None) -> list[Name]:
    """Find all names, in the order of their first mention.

    Page furniture gives none; byline and dateline do. Of a text longer than `READ` characters the
    beginning is read. Never raises on any text. `read`: the reading of the text, where there is
    one already.
    """
    article = read or story.read(text)
    languages: dict[Mention, str] = {}
    for language, parts in _parts(article).items():
        for mention in _FINDERS[language](text, parts):
            languages[mention] = language
    found = without_overlaps([*_credits(article), *sorted(languages)])
    spoken = [languages.get(mention, article.language) for mention in found]
    return [
        _name(text, group, dict(zip(found, spoken, strict=True)))
        for group in coreference.groups(text, found, spoken)
    ]


def _name(text: str, group: Group, languages: dict[Mention, str]) -> Name:
    first = group.mentions[0]
    said = (roles.role(text, mention, languages[mention]) for mention in group.mentions)
    return Name(
        kind=group.kind,
        text=text[first.start : first.end],
        normal=group.normal,
        mentions=tuple(Span(mention.start, mention.end) for mention in group.mentions),
        role=next((role for role in said if role), None),
        shown=_shown(group, languages[first]),
    )


def _shown(group: Group, language: str) -> str:
    """Return a name as a list has it: an organisation too stands in the nominative there."""
    turned = group.kind == "ORG" and language == "ru"
    return nominative(group.normal) if turned else group.normal


def _credits(article: Story) -> list[Mention]:
    """Return the byline's author and place: whoever they are, they are a person and a place."""
    found = []
    if article.author is not None:
        found.append(Mention(article.author.start, article.author.end, "PER"))
    if article.place is not None:
        found.append(Mention(article.place.start, article.place.end, "LOC"))
    return found


def _parts(article: Story) -> dict[str, list[Span]]:
    """Return the text without furniture as runs of sentences of one language, by language."""
    parts: dict[str, list[Span]] = {language: [] for language in texts.LANGUAGES}
    last: tuple[str, Span] | None = None
    for sentence in _sentences(article):
        language = _language(article, sentence)
        joined = last and last[0] == language and _joined(article.text, last[1], sentence)
        if joined:
            parts[language][-1] = joined
        else:
            parts[language].extend(_chopped(sentence))
        last = (language, parts[language][-1])
    return parts


def _sentences(article: Story) -> Iterator[Span]:
    around = [*article.furniture, article.published, article.photo_credit]
    hidden = sorted(
        (part for part in around if part and part.end > part.start), key=lambda part: part.start
    )
    at = 0
    for sentence in texts.sentences(article.text[:READ]):
        while at < len(hidden) and hidden[at].end <= sentence.start:
            at += 1
        shown = at == len(hidden) or hidden[at].start >= sentence.end
        if shown and any(char.isalpha() for char in sentence.text):
            yield Span(sentence.start, sentence.end)


def _joined(text: str, last: Span, sentence: Span) -> Span | None:
    """Return the run of sentences with this one, unless a line ends between or it gets too long."""
    if sentence.end - last.start > _LONGEST_PART or "\n" in text[last.end : sentence.start]:
        return None
    return Span(last.start, sentence.end)


def _chopped(sentence: Span) -> list[Span]:
    starts = range(sentence.start, sentence.end, _LONGEST_PART)
    return [Span(start, min(start + _LONGEST_PART, sentence.end)) for start in starts]


def _language(article: Story, sentence: Span) -> str:
    """Return the language of a sentence; short ones are in the article's when script allows.

    One that quotes English stays with the article, and one of a Kazakh article is Russian only
    with Russian's small words in it: many short Kazakh ones have no letter of their own.
    """
    said = article.text[sentence.start : sentence.end]
    found = texts.language(said)
    if found == article.language:
        return found
    if found == "en" and len(_CYRILLIC.findall(said)) > _QUOTING:
        return article.language
    if (article.language, found) == ("kk", "ru") and not speech.has_russian_words(said):
        return "kk"
    if len(said) > 60:
        return found
    latin = sum("a" <= char <= "z" for char in said.lower())
    letters = sum(char.isalpha() for char in said)
    return found if (found == "en") == (2 * latin > letters) and letters > 20 else article.language
