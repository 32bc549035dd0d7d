"""Names in Kazakh sentences: known names, official heads, and what people are called like.

Kazakh writes the ending of a whole name on its last word ("Қарағанды облысындағы"), and begins
official names only with a capital ("Денсаулық сақтау министрлігі").
"""

from collections.abc import Iterator, Sequence

from news import gazetteer, kazakh
from news.mentions import (
    Mention,
    Token,
    is_capitalised,
    opens_sentence,
    tokenise,
    without_overlaps,
)
from news.spans import Span

#: A known name or an official one is at most so many words long.
_LONGEST = 9

#: The genitive: "Қазақстанның …" belongs to what follows, "Астанада …" does not.
_OF = ("ның", "нің", "дың", "дің", "тың", "тің")


def mentions(text: str, parts: Sequence[Span]) -> list[Mention]:
    """Find the names in the given parts (Kazakh sentences) of a text, in text order."""
    tokens = [tokenise(text, part.start, part.end) for part in parts]
    found = [mention for sentence in tokens for mention in _sentence(sentence)]
    people = _surnames(text, found)
    repeated = [
        Mention(token.start, token.end, "PER")
        for sentence in tokens
        for token in sentence
        if is_capitalised(token.text) and not people.isdisjoint(kazakh.stems(token.text))
    ]
    return without_overlaps([*found, *repeated])


def _sentence(tokens: Sequence[Token]) -> list[Mention]:
    found = [*_known(tokens), *_official(tokens), *_quoted(tokens)]
    found.sort(key=lambda mention: mention.start - mention.end)
    kept = without_overlaps(found)
    return without_overlaps([*kept, *_places(tokens), *_people(tokens, kept)])


def _mention(tokens: Sequence[Token], start: int, end: int, kind: str) -> Mention:
    return Mention(tokens[start].start, tokens[end - 1].end, kind)


def _is(token: Token, name: str) -> bool:
    """Whether the token, in any case, is in the named set of words."""
    words = gazetteer.words("kk", name)
    return any(stem.lower() in words for stem in kazakh.stems(token.text))


def _known(tokens: Sequence[Token]) -> Iterator[Mention]:
    known = gazetteer.known("kk")
    for start, token in enumerate(tokens):
        if not is_capitalised(token.text):
            continue
        for end in range(min(len(tokens), start + 5), start, -1):
            before = " ".join(t.text for t in tokens[start : end - 1])
            stems = kazakh.stems(tokens[end - 1].text)
            entry = next((e for s in stems if (e := known.get(f"{before} {s}".strip()))), None)
            if entry is not None:
                yield _mention(tokens, start, end, entry.kind)
                break


def _official(tokens: Sequence[Token]) -> Iterator[Mention]:
    """Find "… министрлігі": back from the head over the words that such names are made of."""
    for head, token in enumerate(tokens):
        if not _is(token, "institutions"):
            continue
        start = head
        while start > max(0, head - _LONGEST) and _is_inside(tokens[start - 1]):
            start -= 1
        if start and _begins(tokens[start - 1]):
            start -= 1
        while start < head and not is_capitalised(tokens[start].text):
            start += 1
        if start < head:
            yield _mention(tokens, _with_place(tokens, start), head + 1, "ORG")


def _is_inside(token: Token) -> bool:
    """Whether the word, in small letters, can stand inside an official name."""
    return not is_capitalised(token.text) and (_is(token, "links") or _is(token, "place_kinds"))


def _begins(token: Token) -> bool:
    return is_capitalised(token.text) and not _is(token, "not_names")


def _with_place(tokens: Sequence[Token], start: int) -> int:
    """Return the start with the place before it ("Шығыс Қазақстан …"), unless one is only in it."""
    known = gazetteer.known("kk")
    for first in range(max(0, start - 2), start):
        before = " ".join(token.text for token in tokens[first : start - 1])
        last = tokens[start - 1].text
        forms = [last] if not last.endswith(_OF) else kazakh.stems(last)
        if is_capitalised(tokens[first].text) and any(
            f"{before} {form}".strip() in known for form in forms
        ):
            return first
    return start


def _quoted(tokens: Sequence[Token]) -> Iterator[Mention]:
    """Find names in quotes that a firm's kind follows: «Хабар» агенттігі."""
    opened: int | None = None
    for i, token in enumerate(tokens):
        if token.text in '«“"' and not (token.text == '"' and opened is not None):
            opened = i
        elif token.text in '»”"' and opened is not None:
            follows = i + 1 < len(tokens) and _is(tokens[i + 1], "quoted")
            if follows and 0 < i - opened - 1 <= _LONGEST:
                yield _mention(tokens, opened + 1, i, "ORG")
            opened = None


def _places(tokens: Sequence[Token]) -> Iterator[Mention]:
    """Find unknown places by what follows them: "… облысы", "… ауданы"."""
    for i, token in enumerate(tokens[1:], 1):
        before = tokens[i - 1]
        if not is_capitalised(before.text) or not before.text[0].isalpha():
            continue
        if _is(token, "place_kinds"):
            yield _mention(tokens, i - 1, i + 1, "LOC")
        elif _is(token, "place_hints") and not _is(before, "not_names"):
            yield _mention(tokens, i - 1, i, "LOC")


def _people(tokens: Sequence[Token], taken: Sequence[Mention]) -> Iterator[Mention]:
    covered = {(m.start, m.end) for m in taken}
    run: list[int] = []
    for i in range(len(tokens) + 1):
        if i < len(tokens) and _may_be_personal(tokens[i], covered):
            run.append(i)
            continue
        for part in _split_people(tokens, _without_first_word(tokens, run)):
            if _is_person(tokens, part):
                yield _mention(tokens, part[0], part[-1] + 1, "PER")
        run = []


def _without_first_word(tokens: Sequence[Token], run: list[int]) -> list[int]:
    """Drop the sentence's first word from the run when only what follows is a name: "Биыл Абай"."""
    if len(run) < 2 or not opens_sentence(tokens, run[0]):
        return run
    first, second = tokens[run[0]].text, tokens[run[1]].text
    is_name = _is_given(first) or _looks_personal(first)
    return run[1:] if _is_given(second) and not is_name else run


def _split_people(tokens: Sequence[Token], run: list[int]) -> list[list[int]]:
    """Split a run of four words with a given name in the middle into two people."""
    if len(run) == 4 and _is_given(tokens[run[2]].text) and _is_given(tokens[run[0]].text):
        return [run[:2], run[2:]]
    return [run] if run else []


def _may_be_personal(token: Token, covered: set[tuple[int, int]]) -> bool:
    if not is_capitalised(token.text) or len(token.text) < 2 or token.text.isupper():
        return False
    if any(start <= token.start < end for start, end in covered):
        return False
    return not _is(token, "not_names")


def _is_person(tokens: Sequence[Token], run: Sequence[int]) -> bool:
    words = [tokens[i].text for i in run]
    if len(words) > 4 or not all("а" <= c.lower() <= "ӿ" or c == "-" for w in words for c in w):
        return False
    named = [_is_given(word) or _looks_personal(word) for word in words]
    inside = not opens_sentence(tokens, run[0])
    if len(words) == 1:
        return _is_given(words[0]) or (_looks_personal(words[0]) and inside)
    return any(named) or inside


def _is_given(word: str) -> bool:
    given = gazetteer.given_names("kk")
    return any(stem in given for stem in kazakh.stems(word))


def _looks_personal(word: str) -> bool:
    stems = [stem.lower() for stem in kazakh.stems(word) if len(stem) > 4]
    ends = tuple(gazetteer.words("kk", "personal_ends"))
    return any(stem.endswith(ends) for stem in stems)


def _surnames(text: str, found: Sequence[Mention]) -> frozenset[str]:
    """Return the words of people's full names: alone, they mean the same people."""
    names = (text[m.start : m.end].split() for m in found if m.kind == "PER")
    return frozenset(kazakh.nominative(word) for words in names if len(words) > 1 for word in words)
