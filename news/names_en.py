"""Names in English sentences: known names, and runs of capitalised words."""

from collections.abc import Iterator, Sequence

from news import gazetteer
from news.mentions import (
    Mention,
    Token,
    is_capitalised,
    opens_sentence,
    tokenise,
    without_overlaps,
)
from news.spans import Span

#: Small words inside a name ("Bank of England", "Mohammed bin Salman").
_LINKS = frozenset(["of", "for", "and", "the", "on", "&"])
_PARTICLES = frozenset(["de", "da", "del", "van", "von", "der", "bin", "ibn", "al", "el", "la"])

_LONGEST = 8


def mentions(text: str, parts: Sequence[Span]) -> list[Mention]:
    """Find the names in the given parts (English sentences) of a text, in text order."""
    tokens = [tokenise(text, part.start, part.end) for part in parts]
    found = [mention for sentence in tokens for mention in _sentence(sentence)]
    found = _of_one_kind(text, found)
    people = _surnames(text, found)
    repeated = [
        Mention(token.start, token.end, "PER")
        for sentence in tokens
        for token in sentence
        if token.text in people
    ]
    return without_overlaps([*found, *repeated])


def _sentence(tokens: Sequence[Token]) -> list[Mention]:
    known = sorted(_known(tokens), key=lambda m: m.start - m.end)
    runs = [mention for run in _runs(tokens) for mention in _named(tokens, run)]
    spaced = {m for m in runs if any(m.start < t.start < m.end for t in tokens)}
    organisations = [m for m in runs if m.kind == "ORG" and m in spaced]
    return without_overlaps([*organisations, *without_overlaps(known), *runs])


def _mention(tokens: Sequence[Token], start: int, end: int, kind: str) -> Mention:
    return Mention(tokens[start].start, tokens[end - 1].end, kind)


def _words(name: str) -> frozenset[str]:
    return gazetteer.words("en", name)


def _known(tokens: Sequence[Token]) -> Iterator[Mention]:
    known = gazetteer.known("en")
    for start, token in enumerate(tokens):
        if not (is_capitalised(token.text) or token.text == "al"):
            continue
        for end in range(min(len(tokens), start + 6), start, -1):
            entry = known.get(_joined(tokens[start:end]))
            if entry is not None:
                yield _mention(tokens, start, end, entry.kind)
                break


def _joined(tokens: Sequence[Token]) -> str:
    """Return the tokens as the text has them, runs of blanks as one: "U.S.", "New York"."""
    out = ""
    end = tokens[0].start
    for token in tokens:
        out += (" " if token.start > end else "") + token.text
        end = token.end
    return out


def _is_name_word(token: Token) -> bool:
    bare = token.text.lower().removesuffix("’s").removesuffix("'s")
    return is_capitalised(token.text) and bare not in _words("not_names")


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield runs of capitalised words, small linking words inside included."""
    start = 0
    while start < len(tokens):
        if not (_is_name_word(tokens[start]) or _is_new(tokens, start)):
            start += 1
            continue
        end = start + 1
        while (further := _further(tokens, end)) and further - start <= _LONGEST:
            end = further
        yield start, end
        start = end


def _is_new(tokens: Sequence[Token], at: int) -> bool:
    """Whether "New" begins a name here: "New York", and not "New rules"."""
    after = at + 1
    return tokens[at].text == "New" and after < len(tokens) and _is_name_word(tokens[after])


def _further(tokens: Sequence[Token], end: int) -> int:
    """Return the end of the run when it goes on at `end`, else 0."""
    if end >= len(tokens) or tokens[end - 1].text.endswith(("’s", "'s")):
        return 0
    token = tokens[end]
    if _is_name_word(token) or _is_organisation(token):
        return end + 1
    after = end + 1
    if token.text == "." and len(tokens[end - 1].text) <= 2 and after < len(tokens):
        return after if is_capitalised(tokens[after].text) else 0
    if token.text in _LINKS and tokens[end - 1].text.lower() in _words("heads"):
        after += after < len(tokens) and tokens[after].text == "the"
        return after + 1 if after < len(tokens) and _is_name_word(tokens[after]) else 0
    if token.text in _PARTICLES and after < len(tokens) and _is_name_word(tokens[after]):
        return after + 1
    return 0


def _is_organisation(token: Token) -> bool:
    return is_capitalised(token.text) and token.text.lower() in _words("organisations")


def _named(tokens: Sequence[Token], run: tuple[int, int]) -> Iterator[Mention]:
    start, end = run
    titled = False
    while start < end and tokens[start].text.lower().rstrip(".") in _words("titles"):
        titled = True
        start += 1
        while start < end and tokens[start].text == ".":
            start += 1
    if start == end:
        return
    kind = _kind(tokens, start, end, titled=titled)
    if kind is not None:
        yield _trimmed(tokens, start, end, kind)


def _trimmed(tokens: Sequence[Token], start: int, end: int, kind: str) -> Mention:
    mention = _mention(tokens, start, end, kind)
    last = tokens[end - 1].text
    cut = 2 if last.endswith(("’s", "'s")) else 0
    return Mention(mention.start, mention.end - cut, kind)


def _kind(tokens: Sequence[Token], start: int, end: int, *, titled: bool) -> str | None:
    words = [token.text.removesuffix("’s").removesuffix("'s") for token in tokens[start:end]]
    first, last = words[0].lower(), words[-1].lower()
    before = tokens[start - 1].text.lower() if start else ""
    at_start = opens_sentence(tokens, start)
    if before == "," and start > 1 and tokens[start - 2].text.lower() in _words("firms"):
        return "ORG"
    if len(words) > 1 and (last in _words("organisations") or (first in _words("heads"))):
        return "ORG"
    if len(words) > 1 and (last in _words("places") or first in _words("place_heads")):
        return "LOC"
    if _is_of_a_place(words):
        return "ORG"
    if titled or words[0] in gazetteer.given_names("en"):
        return "PER" if len(words) > 1 or titled or not at_start else None
    return _kind_by_shape(words, before, at_start=at_start)


def _is_of_a_place(words: Sequence[str]) -> bool:
    """Whether the name is a city's or country's team or firm: "Boston Red Sox", "China Mobile"."""
    if any(word.lower() in _words("titles") for word in words):
        return False
    known = gazetteer.known("en")
    places = (known.get(" ".join(words[:count])) for count in range(1, len(words)))
    if not any(place is not None and place.kind == "LOC" for place in places):
        return False
    return " ".join(words) not in known and words[-1] not in known


def _kind_by_shape(words: Sequence[str], before: str, *, at_start: bool) -> str | None:
    """Decide by the words' shape and the word before, where nothing else is known."""
    if len(words) == 1:
        word = words[0]
        if word.isupper() and 2 <= len(word) <= 6 and word.isalpha():
            return "ORG" if not at_start or len(word) > 2 else None
        return "LOC" if before in _words("place_links") and len(word) > 2 else None
    if len(words) <= 3 and not any(word.isupper() and len(word) > 2 for word in words):
        if before == "the":
            return "ORG"
        return None if at_start and not _personal(words) else "PER"
    return None


def _personal(words: Sequence[str]) -> bool:
    ends = ("ov", "ova", "ev", "eva", "sky", "son", "ez", "uly")
    return any(word.endswith(ends) for word in words)


def _of_one_kind(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Let a name of several words be one thing in all places: a team, once it is one anywhere."""
    kinds: dict[str, set[str]] = {}
    for m in found:
        kinds.setdefault(text[m.start : m.end], set()).add(m.kind)
    return [
        Mention(m.start, m.end, "ORG") if m.kind == "PER" and "ORG" in kinds[said] else m
        for m in found
        if (said := text[m.start : m.end])
    ]


def _surnames(text: str, found: Sequence[Mention]) -> frozenset[str]:
    """Return the last words of people's full names: alone, they mean the same people."""
    names = (text[m.start : m.end].split() for m in found if m.kind == "PER")
    return frozenset(words[-1] for words in names if len(words) > 1)
