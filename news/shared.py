"""What two stories share, in words: what speaks for their being parts of one case."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from news import kazakh
from news.analysis import Analysis
from news.names import Name
from news.rarity import rarity
from news.similar_names import name_key
from news.similar_signature import READ
from news.spans import Part
from news.words import words

#: So many of each kind are named.
MOST = 5
#: A word at least so rare tells something (an article in 700 has it).
_RARE = 6.5


@dataclass(frozen=True, slots=True)
class Shared:
    """Names and words of one story that another one has, too, each as the first has it."""

    #: People and organisations, the rarest first.
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    #: Rare words that are in no name; () for stories in two languages.
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self.names or self.places or self.words)


def shared(a: Analysis, b: Analysis) -> Shared:
    """Return what of story `a` story `b` has as well, at most `MOST` of each. Never raises."""
    there = {_key(name, b.story.language)[0] for name in b.names}
    both = [name for name in a.names if (key := _key(name, a.story.language)[0]) and key in there]
    both.sort(key=lambda name: -_key(name, a.story.language)[1])
    return Shared(
        names=_first(name.shown or name.normal for name in both if name.kind != "LOC"),
        places=_first(name.shown or name.normal for name in both if name.kind == "LOC"),
        words=_words(a, b) if a.story.language == b.story.language else (),
    )


def _key(name: Name, language: str) -> tuple[str, float]:
    key, rare = name_key(name.kind, name.normal, language)
    return (key, rare) if len(key) > 1 else ("", rare)


def _words(a: Analysis, b: Analysis) -> tuple[str, ...]:
    there = {term for term, _, _ in _terms(b)}
    named = [span for name in a.names for span in name.mentions]
    found: dict[str, tuple[float, str]] = {}
    for term, start, word in _terms(a):
        rare = rarity(term, a.story.language)
        in_name = any(span.start <= start < span.end for span in named)
        if rare >= _RARE and term in there and not in_name and not term.isdecimal():
            found.setdefault(term, (rare, word))
    rarest = sorted(found.values(), key=lambda pair: -pair[0])
    return _first(word for _, word in rarest)


def _terms(one: Analysis) -> Iterator[tuple[str, int, str]]:
    """Yield each word's term, as `news.rarity` counts it, with its place and how it is written."""
    for part in _parts(one):
        for word in words(part.text):
            term = kazakh.nominative(word.stem) if one.story.language == "kk" else word.stem
            yield term, part.start + word.start, part.text[word.start : word.end]


def _parts(one: Analysis) -> Iterator[Part]:
    """Yield the article without what stands around it, as far as it is compared."""
    story = one.story
    for part in (story.title, story.lede, *story.paragraphs):
        if part is not None and part.start < READ:
            yield part


def _first(found: Iterable[str]) -> tuple[str, ...]:
    """Return the first few, each once whatever its case."""
    return tuple({each.casefold(): each for each in reversed([*found])}.values())[::-1][:MOST]
