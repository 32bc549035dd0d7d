"""What changed between two readings of a story, and what a later part of a case brings.

An editor's slip mended, something added, or something that readers were told wrongly: only the
last is worth a message of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from news import sentence_pairs, words_alike
from news.analysis import Analysis
from news.figures import Figure
from news.names import Name
from news.spans import Part
from news.version_sentences import Changed, Difference, Kind, Version, What, headline
from news.version_words import NumberSaid

__all__ = ["Change", "Difference", "Kind", "News", "What", "compare", "is_another", "whats_new"]

Reading = Analysis | str


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: the greatest kind of its differences, and these, the greatest first."""

    kind: Kind
    differences: tuple[Difference, ...] = ()

    @property
    def material(self) -> tuple[Difference, ...]:
        """The differences that readers of the old version must be told."""
        return tuple(one for one in self.differences if one.kind is Kind.MATERIAL)


def compare(old: Reading, new: Reading) -> Change:
    """Return what changed between two versions of one story. Never raises on any text.

    Title, lede and paragraphs are compared; views, dates of the page, credits and bylines are not.
    A figure or a name is material when it gave way to another one in a sentence that is otherwise
    the same, or was taken out of it and out of the story. Whether a text takes itself back as a
    whole is not asked here.
    """
    before, after = Version(old), Version(new)
    found: list[Difference] = []
    was, now = before.all_sentences(), after.all_sentences()
    if before.title and after.title:
        found += _headlines(before, after, before.title, after.title)
        was, now = before.sentences, after.sentences
    pairs = sentence_pairs.pair(was, now)
    for one, other in pairs.changed:
        found += _changed(before, after, was[one], now[other]).differences()
    removed = [was[at] for at in pairs.removed]
    added = [now[at] for at in pairs.added]
    found += _retold_figures(before, after, removed, added)
    found += [Difference(What.REMOVED, Kind.ADDITION, one, None, one) for one in removed]
    found += [Difference(What.ADDED, Kind.ADDITION, None, one, None, one) for one in added]
    found.sort(key=_order)
    return Change(max((one.kind for one in found), default=Kind.SAME), tuple(found))


def _order(one: Difference) -> tuple[int, int]:
    part = one.new_sentence or one.old_sentence
    return -one.kind, part.start if part else 0


def _changed(before: Version, after: Version, old: Part, new: Part) -> Changed:
    return Changed(before, after, before.read(old), after.read(new))


def _headlines(before: Version, after: Version, old: Part, new: Part) -> list[Difference]:
    if sentence_pairs.looks(old.text) == sentence_pairs.looks(new.text):
        return []
    changed = _changed(before, after, old, new)
    return [*headline(changed), *changed.differences()]


def _retold_figures(
    before: Version, after: Version, removed: Sequence[Part], added: Sequence[Part]
) -> list[Difference]:
    """Return the key figures of sentences that are gone for which a new sentence has another."""
    key = {figure.span.start for figure in before.analysis.figures if figure.weight == "key"}
    fresh = [
        (number, part)
        for part in added[:_RETOLD]
        for number in after.read(part).numbers
        if not before.says(number)
    ]
    found: list[Difference] = []
    for part in removed[:_RETOLD] if fresh else ():
        for number in before.read(part).numbers:
            if number.part.start in key and not after.says(number):
                found += _retold(number, part, fresh)
    return found


#: Of sentences that are gone or new so many are searched for figures that were told anew.
_RETOLD = 200
#: So much of the shorter of two sentences must be in the other for their figures to be one.
_ABOUT_THE_SAME = 0.3


def _retold(
    number: NumberSaid, said: Part, fresh: Sequence[tuple[NumberSaid, Part]]
) -> Iterator[Difference]:
    """Give the figure with the one that stands for it now, where a like sentence has one."""
    likely = [
        (words_alike.overlap(said.text, part.text), -at)
        for at, (other, part) in enumerate(fresh)
        if other.quantity.unit == number.quantity.unit
    ]
    likeness, at = max(likely, default=(0.0, 0))
    if likeness >= _ABOUT_THE_SAME:
        other, part = fresh[-at]
        yield Difference(What.FIGURE, Kind.MATERIAL, number.part, other.part, said, part)


#: Headlines that share so much are one; and texts of which one sentence in so many is known.
_ONE_HEADLINE = 0.5
_HARDLY = 0.2


def is_another(old: Reading, new: Reading) -> bool:
    """Tell whether a text is another story's: another headline, and hardly a sentence in common.

    A headline that is rewritten, or a text that is under its old one, makes no other story.
    """
    before, after = Version(old), Version(new)
    titles = [each.title.text for each in (before, after) if each.title]
    if len(titles) > 1 and words_alike.overlap(*titles) >= _ONE_HEADLINE:
        return False
    seen = sentence_pairs.Seen(before.sentences)
    known = sum(seen.share(each) >= _KNOWN for each in after.sentences)
    return known < _HARDLY * len(after.sentences)


@dataclass(frozen=True, slots=True)
class News:
    """What a later part of a case has that no earlier part had; offsets are the later text's."""

    figures: tuple[Figure, ...]
    names: tuple[Name, ...]
    #: Verbatim, in text order.
    sentences: tuple[Part, ...]


def whats_new(later: Reading, earlier: Sequence[Reading]) -> News:
    """Return what a later part of a followed case brings against all earlier ones.

    A figure is new when its number and unit were never said (small numbers: of the same thing), a
    name when none of its spellings was, a sentence when less than half of its words stand in any
    earlier sentence, or when it holds a new figure or name. Bylines are no news.
    """
    now, then = Version(later), [Version(one) for one in earlier]
    seen = [sentence_pairs.Seen(old.all_sentences()) for old in then]

    def known(sentence: Part) -> float:
        return max((one.share(sentence) for one in seen), default=0.0)

    figures = [
        one
        for one in now.analysis.figures
        if known(one.quote) < _REPEATED and not any(_told(one, old) for old in then)
    ]
    names = _new_names(now, then)
    places = [one.span.start for one in figures]
    places += [span.start for name in names for span in name.mentions]
    sentences = [
        part
        for part in now.sentences
        if known(part) < _KNOWN or any(part.start <= place < part.end for place in places)
    ]
    return News(tuple(figures), tuple(names), tuple(sentences))


def _new_names(now: Version, then: Sequence[Version]) -> list[Name]:
    before = [named for old in then for named in old.names.all()]
    return [
        name
        for name, named in zip(now.analysis.names, now.names.all(), strict=True)
        if not _signs(now, name) and not any(named.same(other) for other in before)
    ]


#: Such a share of its words in one earlier sentence makes a sentence known.
_KNOWN = 0.5
#: Such a share, and it was said as it stands.
_REPEATED = 0.9
#: Smaller numbers are met by chance.
_SELDOM = 100


def _told(figure: Figure, old: Version) -> bool:
    """Whether an earlier part has a figure."""
    same = [
        other
        for other in old.analysis.figures
        if (other.value, other.unit) == (figure.value, figure.unit)
    ]
    if same and (not isinstance(figure.value, float | int) or figure.value >= _SELDOM):
        return True
    return any(words_alike.overlap(figure.label, other.label) > 0 for other in same)


def _signs(now: Version, name: Name) -> bool:
    """Whether a name stands nowhere but in the byline."""
    byline = [part for part in (now.story.author, now.story.place) if part]
    return all(
        any(part.start <= span.start < part.end for part in byline) for span in name.mentions
    )
