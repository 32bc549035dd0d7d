"""How people write filters: `+Астана −спорт "торговля людьми" тема:суды`, taken apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from news import gazetteer, kazakh, morphology
from news.text import clean
from news.words import fold, words

#: Any sign a keyboard has for plus and for minus.
_PLUS = "+＋﹢➕"
_MINUS = "\\-−–—―‐‑‒﹣－➖"
_QUOTES = '"«»„“”‟＂″〝〞'
_SINGLE = "'‘’‚‛‹›`´"
_PREFIXES = {
    "source": "source", "источник": "source", "дереккөз": "source",
    "topic": "topic", "тема": "topic", "тақырып": "topic",
}  # fmt: skip
_SCAN = re.compile(
    rf"(?P<gap>[\s,;]+)"
    rf"|(?P<signs>[{_PLUS}{_MINUS}]+)"
    rf"|(?P<prefix>{'|'.join(_PREFIXES)})\s*[:：]"
    rf"|[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]"
    rf"|[{_SINGLE}](?P<quoted>(?:[^{_SINGLE}{_QUOTES}]|[{_SINGLE}](?=\w))+)[{_SINGLE}](?!\w)"
    rf"|(?P<open>[{_QUOTES}])"
    # A plus or a true minus also parts words that stand without a space; a hyphen joins them.
    rf"|(?P<word>(?:[^\s,;+−{_QUOTES}]|\+(?!\w))+)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that somebody asks for."""

    #: "words", "source", "topic"; "open" for a quotation mark that nothing closes; "sign" for a
    #: sign (or a prefix, as `text`) that nothing follows.
    kind: str
    #: Without quotation marks and signs, from the first to the last letter or digit.
    text: str
    wanted: bool = True
    #: With a sign of its own.
    signed: bool = False
    #: A bare word that stands right after another one: the two may be one name.
    goes_on: bool = False


def pieces(text: str, language: str) -> list[Piece]:
    """Return what is asked for, in order.

    What has no letter or digit is passed over. Known names of several words become one piece.
    """
    return _with_names(list(_scan(clean(text))), language)


def _scan(text: str) -> Iterator[Piece]:
    sign, prefix, goes_on = "", "", False
    for match in _SCAN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "gap":
            goes_on = goes_on and match[0].isspace()
        elif kind == "signs":
            sign, goes_on = match[0], False
        elif kind == "prefix":
            prefix, goes_on = match[kind], False
        elif kind == "open":
            yield Piece("open", match.string[match.end() :].strip()[:_SHOWN])
            return
        elif said := _trimmed(match[kind]):
            bare = kind == "word" and not prefix
            wanted = not sign or set(sign) <= set(_PLUS)
            yield Piece(_kind(prefix), said, wanted, bool(sign), bare and goes_on)
            sign, prefix, goes_on = "", "", bare
    if sign or prefix:
        yield Piece("sign", prefix)


#: So much of what stands after a quotation mark without its like is shown.
_SHOWN = 30


def _kind(prefix: str) -> str:
    return _PREFIXES[prefix.lower()] if prefix else "words"


def _trimmed(text: str) -> str:
    """Return a text from its first to its last word, single spaces inside; "" without words."""
    found = words(text)
    return _SPACE.sub(" ", text[found[0].start : found[-1].end]) if found else ""


#: A name has no more words than this: "Министерство внутренних дел Республики Казахстан".
_LONGEST_NAME = 5
_PATRONYMIC = re.compile(r"\w+(?:вич|вна|ична|ұлы|улы|қызы|кызы)", re.IGNORECASE)


def _with_names(found: Sequence[Piece], language: str) -> list[Piece]:
    """Join the bare words that are a person's, a place's or an organisation's name together."""
    joined: list[Piece] = []
    at = 0
    while at < len(found):
        after = _name_end(found, at, language)
        text = " ".join(piece.text for piece in found[at:after])
        joined.append(replace(found[at], text=text))
        at = after
    return joined


def _name_end(found: Sequence[Piece], at: int, language: str) -> int:
    run = at + 1
    while run < min(len(found), at + _LONGEST_NAME) and found[run].goes_on:
        run += 1
    ends = range(run, at + 1, -1)
    return next((end for end in ends if _is_name(_texts(found[at:end]), language)), at + 1)


def _texts(found: Sequence[Piece]) -> tuple[str, ...]:
    return tuple(piece.text for piece in found)


def _is_name(name: tuple[str, ...], language: str) -> bool:
    return _is_known(name, language) or _is_person(name, language)


def _is_known(name: tuple[str, ...], language: str) -> bool:
    if language == "ru":
        return gazetteer.find_words(name) is not None
    nominative = (*name[:-1], kazakh.nominative(name[-1]) if language == "kk" else name[-1])
    return " ".join(nominative) in gazetteer.known(language)


def _is_person(name: tuple[str, ...], language: str) -> bool:
    """Whether this is a given name and a surname, with a patronymic between or after them."""
    if len(name) > 3 or not all(word[0].isupper() for word in name):
        return False
    if len(name) == 3 and not any(map(_PATRONYMIC.fullmatch, name[1:])):
        return False
    return _is_given(name[0], language) and not any(
        _is_given(word, language) or _is_known((word,), language) for word in name[1:]
    )


def _is_given(word: str, language: str) -> bool:
    if word in gazetteer.given_names(language):
        return True
    forms = morphology.name_forms(word) if language == "ru" else ()
    return any("Name" in form.grammemes and form.lemma == fold(word) for form in forms)
