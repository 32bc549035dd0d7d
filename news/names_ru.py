"""Names in Russian sentences: slovnet's tagger, then rules for what it is known to get wrong.

The rules are general (conventions of Russian names, lists of known ones); each was kept because it
raised the scores on both corpora that `bench/reading_names.py` measures on.
"""

from collections import Counter
from collections.abc import Sequence

from news import gazetteer, morphology, tagger
from news.mentions import Mention, Token, is_bullet, is_capitalised, tokenise
from news.spans import Span

#: Tokens `[start:end]` of a sentence, and what they name.
Tagged = tagger.Tagged

_QUOTES = frozenset("«»\"“”„'’`")
_EDGES = _QUOTES | frozenset("().,;:!?•-–—/[]…*")


def mentions(text: str, parts: Sequence[Span]) -> list[Mention]:
    """Find the names in the given parts (runs of Russian sentences) of a text, in text order."""
    tokens = [tokenise(text, part.start, part.end) for part in parts]
    tagged = tagger.tag([_as_the_tagger_knows(sentence) for sentence in tokens])
    found: list[list[Tagged]] = []
    for sentence, spans in zip(tokens, tagged, strict=True):
        found.append(_mended(sentence, spans))
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
    parts = _add_known(tokens, parts)
    parts = [_retyped(tokens, part) for part in parts]
    parts = _extended(tokens, parts)
    return [part for part in parts if not _is_no_name(tokens, part)]


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
    if named and morphology.lemma(first) in gazetteer.words("ru", "forms"):
        return _stripped(tokens, Tagged(span.start + 1, span.end, span.kind))
    return span


def _words(tokens: Sequence[Token], span: Tagged) -> str:
    return " ".join(token.text for token in tokens[span.start : span.end])


def _retyped(tokens: Sequence[Token], span: Tagged) -> Tagged:
    entry = gazetteer.find(_words(tokens, span)) if span.end - span.start < 6 else None
    if entry is not None and entry.kind == "ORG" and span.kind != "ORG":
        return Tagged(span.start, span.end, "ORG")
    return span


def _add_known(tokens: Sequence[Token], spans: Sequence[Tagged]) -> list[Tagged]:
    """Add known names that the tagger has missed."""
    taken = [False] * len(tokens)
    for span in spans:
        taken[span.start : span.end] = [True] * (span.end - span.start)
    found = list(spans)
    i = 0
    while i < len(tokens):
        known = None if taken[i] else _known_at(tokens, i, taken)
        if known is not None:
            found.append(known)
        i = known.end if known is not None else i + 1
    return sorted(found, key=lambda span: span.start)


def _known_at(tokens: Sequence[Token], start: int, taken: Sequence[bool]) -> Tagged | None:
    word = tokens[start].text
    if not is_capitalised(word):
        lower = morphology.lemma(word) in gazetteer.words("ru", "lower_names")
        return Tagged(start, start + 1, "ORG") if lower else None
    end = start
    while end < min(start + 5, len(tokens)) and not taken[end] and tokens[end].text[0].isalpha():
        end += 1
    for stop in range(end, start, -1):
        entry = gazetteer.find(" ".join(token.text for token in tokens[start:stop]))
        if entry is not None:
            return Tagged(start, stop, entry.kind)
    return None


def _extended(tokens: Sequence[Token], spans: Sequence[Tagged]) -> list[Tagged]:
    """Join "МИД" and "РФ", "Верховный суд" and "Бангладеша"."""
    joined: list[Tagged] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last is not None and last.end == span.start and _belongs(tokens, last, span):
            joined[-1] = Tagged(last.start, span.end, "ORG")
        else:
            joined.append(span)
    return joined


def _belongs(tokens: Sequence[Token], org: Tagged, place: Tagged) -> bool:
    if org.kind != "ORG" or place.kind != "LOC":
        return False
    heads = {morphology.lemma(token.text) for token in tokens[org.start : org.end]}
    return bool(heads & gazetteer.words("ru", "institutions")) and not any(
        token.text in _QUOTES for token in tokens[org.start : org.end]
    )


def _is_no_name(tokens: Sequence[Token], span: Tagged) -> bool:
    words = [token.text for token in tokens[span.start : span.end]]
    not_names = gazetteer.words("ru", "not_names")
    if not any(char.isalpha() for word in words for char in word):
        return True
    return len(words) == 1 and (
        words[0].lower() in not_names or morphology.lemma(words[0]) in not_names
    )


def _add_repeated(tokens: Sequence[Sequence[Token]], found: list[list[Tagged]]) -> None:
    """Tag the words that are names elsewhere in the text and were missed here."""
    kinds = _kinds(tokens, found)
    for sentence, spans in zip(tokens, found, strict=True):
        taken = {i for span in spans for i in range(span.start, span.end)}
        for i, token in enumerate(sentence):
            if i in taken or not is_capitalised(token.text) or len(token.text) < 3:
                continue
            kind = kinds.get(_stem(token.text))
            if kind is not None:
                spans.append(Tagged(i, i + 1, kind))
        spans.sort(key=lambda span: span.start)


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
    return "".join(gazetteer.key(word))
