"""Names in Russian sentences: slovnet's tagger, then rules for what it is known to get wrong.

The rules are general (conventions of Russian names, lists of known ones); each was kept because it
raised the scores on both corpora that `bench/reading_names.py` measures on.
"""

from collections import Counter
from collections.abc import Sequence

from news import context_ru, gazetteer, joins_ru, tagger
from news.mentions import Mention, Token, is_bullet, is_capitalised, tokenise
from news.spans import Span

#: Tokens `[start:end]` of a sentence, and what they name.
Tagged = tagger.Tagged

#: No name has more tokens; what the tagger makes of lists and repetitions may.
_LONGEST = 30

_QUOTES = frozenset("«»\"“”„'’`")
_EDGES = _QUOTES | frozenset("().,;:!?•-–—/[]…*")


def mentions(text: str, parts: Sequence[Span]) -> list[Mention]:
    """Find the names in the given parts (runs of Russian sentences) of a text, in text order."""
    tokens = [tokenise(text, part.start, part.end) for part in parts]
    tagged = tagger.tag([_as_the_tagger_knows(sentence) for sentence in tokens])
    found: list[list[Tagged]] = []
    for sentence, spans in zip(tokens, tagged, strict=True):
        found.append(_mended(sentence, spans))
    found = _without_things(tokens, found)
    _add_repeated(tokens, found)
    return [
        Mention(sentence[s.start].start, sentence[s.end - 1].end, s.kind)
        for sentence, spans in zip(tokens, found, strict=True)
        for s in spans
    ]


def _as_the_tagger_knows(tokens: Sequence[Token]) -> list[str]:
    return ["," if is_bullet(token.text) else token.text for token in tokens]


def _mended(tokens: Sequence[Token], spans: Sequence[Tagged]) -> list[Tagged]:
    parts = [part for span in spans for part in _split(tokens, span)]
    parts = [_without_form(tokens, part) for part in parts]
    parts = [context_ru.without_opener(tokens, part) for part in parts]
    parts = _cut_known(tokens, parts)
    parts = _add_known(tokens, parts)
    parts = [_retyped(tokens, part) for part in parts]
    parts = _with_brackets(tokens, parts)
    parts = joins_ru.joined(tokens, parts)
    return [
        part
        for part in parts
        if not (_is_no_name(tokens, part) or context_ru.is_common_word(tokens, part))
    ]


def _cut_known(tokens: Sequence[Token], spans: Sequence[Tagged]) -> list[Tagged]:
    """Cut a known organisation or place off the person's name it runs into."""
    found: list[Tagged] = []
    for span in spans:
        first = tokens[span.start].text
        entry = gazetteer.find_words((first,)) if span.end - span.start > 2 else None
        if span.kind == "PER" and entry is not None and len(first) > 4:
            found.append(Tagged(span.start, span.start + 1, entry.kind))
            span = Tagged(span.start + 1, span.end, "PER")
        found.append(span)
    return found


def _split(tokens: Sequence[Token], span: Tagged) -> list[Tagged]:
    """Cut "Name (Other Name" and lists of bullets into names."""
    parts: list[Tagged] = []
    start = span.start
    for i in range(span.start, span.end + 1):
        if i == span.end or tokens[i].text in "()[]" or is_bullet(tokens[i].text):
            parts.append(_stripped(tokens, Tagged(start, i, span.kind)))
            start = i + 1
    return [part for part in parts if part.end > part.start]


def _stripped(tokens: Sequence[Token], span: Tagged) -> Tagged:
    start, end = span.start, span.end
    while start < end and tokens[start].text in _EDGES:
        start += 1
    while end > start and tokens[end - 1].text in _EDGES:
        end -= 1
    return Tagged(start, end, span.kind)


def _without_form(tokens: Sequence[Token], span: Tagged) -> Tagged:
    """Cut "ОАО «" off; a firm's kind is no part of its name."""
    if span.kind != "ORG" or span.end - span.start < 2:
        return span
    first, second = tokens[span.start].text, tokens[span.start + 1].text
    named = second in _QUOTES or second[:1].isascii()
    if named and gazetteer.stem(first) in gazetteer.stems("forms"):
        return _stripped(tokens, Tagged(span.start + 1, span.end, span.kind))
    return span


def _words(tokens: Sequence[Token], span: Tagged) -> str:
    return " ".join(token.text for token in tokens[span.start : span.end])


def _retyped(tokens: Sequence[Token], span: Tagged) -> Tagged:
    entry = gazetteer.find(_words(tokens, span)) if span.end - span.start < 6 else None
    if entry is not None and entry.kind != span.kind:
        return Tagged(span.start, span.end, entry.kind)
    word = tokens[span.start].text
    alone = entry is None and span.end - span.start == 1
    if alone and span.kind == "LOC" and word.isascii() and word.isupper() and len(word) > 2:
        return Tagged(span.start, span.end, "ORG")
    return span


def _add_known(tokens: Sequence[Token], spans: Sequence[Tagged]) -> list[Tagged]:
    """Add known names that the tagger has missed."""
    taken = [False] * len(tokens)
    for span in spans:
        taken[span.start : span.end] = [True] * (span.end - span.start)
    firms = {span.start: span for span in context_ru.of_firms(tokens, taken)}
    found = list(spans)
    i = 0
    while i < len(tokens):
        known = None if taken[i] else firms.get(i) or _known_at(tokens, i, taken)
        if known is not None:
            found.append(known)
        i = known.end if known is not None else i + 1
    return sorted(found, key=lambda span: span.start)


def _known_at(tokens: Sequence[Token], start: int, taken: Sequence[bool]) -> Tagged | None:
    word = tokens[start].text
    if not is_capitalised(word):
        lower = len(word) > 5 and gazetteer.stem(word) in gazetteer.stems("lower_names")
        return Tagged(start, start + 1, "ORG") if lower else None
    end = start
    while end < min(start + 5, len(tokens)) and not taken[end] and tokens[end].text[0].isalpha():
        end += 1
    for stop in range(end, start, -1):
        entry = gazetteer.find_words(tuple(token.text for token in tokens[start:stop]))
        if entry is not None:
            return Tagged(start, stop, entry.kind)
    return None


def _with_brackets(tokens: Sequence[Token], spans: Sequence[Tagged]) -> list[Tagged]:
    """Add what stands in brackets after an organisation or person: its name in other letters."""
    starts = {span.start for span in spans}
    found = list(spans)
    for span in spans:
        start = _opened(tokens, span.end)
        if span.kind == "LOC" or not start or start in starts:
            continue
        end = start
        while end < len(tokens) and end - start < 9 and tokens[end].text not in "()":
            end += 1
        inner = Tagged(start, end, span.kind)
        if end < len(tokens) and tokens[end].text == ")" and _is_other_name(tokens, inner):
            found.append(_stripped(tokens, inner))
    return sorted(found, key=lambda span: span.start)


def _opened(tokens: Sequence[Token], at: int) -> int:
    """Return where a bracket that opens at this token (or after a quote) starts its words, or 0."""
    while at < len(tokens) and tokens[at].text in _QUOTES:
        at += 1
    return at + 1 if at < len(tokens) and tokens[at].text == "(" else 0


def _is_other_name(tokens: Sequence[Token], span: Tagged) -> bool:
    words = [t.text for t in tokens[span.start : span.end] if t.text[0].isalpha()]
    if (
        not words
        or not is_capitalised(words[0])
        or any(t.text in ",;" for t in tokens[span.start : span.end])
    ):
        return False
    latin = all(word[0].isascii() for word in words)
    return latin or (len(words) == 1 and words[0].isupper() and 1 < len(words[0]) < 8)


def _is_no_name(tokens: Sequence[Token], span: Tagged) -> bool:
    words = [token.text for token in tokens[span.start : span.end]]
    if len(words) > _LONGEST or not any(char.isalpha() for word in words for char in word):
        return True
    return len(words) == 1 and gazetteer.stem(words[0]) in gazetteer.stems("not_names")


def _without_things(
    tokens: Sequence[Sequence[Token]], found: Sequence[Sequence[Tagged]]
) -> list[list[Tagged]]:
    """Drop the names of ships, films and the like, also where only the name is said."""
    things = {stem for sentence in tokens for stem in context_ru.things(sentence)}
    return [
        [s for s in spans if not _is_thing(t, s, things)]
        for t, spans in zip(tokens, found, strict=True)
    ]


def _is_thing(tokens: Sequence[Token], span: Tagged, things: set[str]) -> bool:
    """Whether an "organisation" begins as a thing's name does, its kind and quotes passed over."""
    inside = (_stem(t.text) for t in tokens[span.start : span.start + 3] if t.text not in _QUOTES)
    return span.kind == "ORG" and not things.isdisjoint(inside)


def _add_repeated(tokens: Sequence[Sequence[Token]], found: list[list[Tagged]]) -> None:
    """Tag the words that are names elsewhere in the text and were missed here."""
    kinds = _kinds(tokens, found)
    longer = _longer(tokens, found)
    for sentence, spans in zip(tokens, found, strict=True):
        taken = {i for span in spans for i in range(span.start, span.end)}
        for again in _again(sentence, taken, longer):
            spans.append(again)
            taken.update(range(again.start, again.end))
        for i, token in enumerate(sentence):
            if i in taken or not is_capitalised(token.text) or len(token.text) < 3:
                continue
            kind = kinds.get(_stem(token.text))
            if kind is not None:
                spans.append(Tagged(i, i + 1, kind))
        spans.sort(key=lambda span: span.start)


def _longer(
    tokens: Sequence[Sequence[Token]], found: Sequence[Sequence[Tagged]]
) -> dict[str, list[tuple[str, ...]]]:
    """Return the stems of organisations' names of several words, by the first, longest first."""
    names = {
        tuple(_stem(token.text) for token in sentence[span.start : span.end])
        for sentence, spans in zip(tokens, found, strict=True)
        for span in spans
        if span.kind == "ORG" and span.end - span.start > 1
    }
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_first.setdefault(name[0], []).append(name)
    return by_first


def _again(
    sentence: Sequence[Token], taken: set[int], longer: dict[str, list[tuple[str, ...]]]
) -> list[Tagged]:
    """Return where names of several words are said again and were missed."""
    found = []
    for i, token in enumerate(sentence if longer else ()):
        names = longer.get(_stem(token.text), ()) if is_capitalised(token.text) else ()
        for name in names:
            end = i + len(name)
            said = tuple(_stem(other.text) for other in sentence[i:end])
            if name == said and taken.isdisjoint(range(i, end)):
                found.append(Tagged(i, end, "ORG"))
                break
    return found


def _kinds(tokens: Sequence[Sequence[Token]], found: Sequence[Sequence[Tagged]]) -> dict[str, str]:
    """Return what the one-word names and surnames of the text name, most often first."""
    counts: dict[str, Counter[str]] = {}
    for sentence, spans in zip(tokens, found, strict=True):
        for span in spans:
            word = sentence[span.end - 1].text
            alone = span.end - span.start == 1
            if is_capitalised(word) and len(word) > 3 and (alone or span.kind == "PER"):
                counts.setdefault(_stem(word), Counter())[span.kind] += 1
    return {stem: count.most_common(1)[0][0] for stem, count in counts.items()}


def _stem(word: str) -> str:
    return gazetteer.stem(word)
