"""Which neighbouring pieces of a Russian sentence are one organisation's name.

Official names go on in ways the tagger cuts off: "МИД" "РФ", "Верховный суд" "Бангладеша",
"комитет" "ФИФА", "МЧС" по "Астане", "театр" имени "Чехова".
"""

from collections.abc import Sequence

from news import gazetteer
from news.mentions import Token
from news.tagger import Tagged

_QUOTES = frozenset('«»"“”„')
_NAMED_AFTER = frozenset(["имени", "им"])
#: Between an official name and where it works.
_AREA = frozenset(["по", "в"])


def joined(tokens: Sequence[Token], spans: Sequence[Tagged]) -> list[Tagged]:
    """Join the spans (in order) that are one organisation's name."""
    found: list[Tagged] = []
    for span in spans:
        last = found[-1] if found else None
        if last is not None and _belongs(tokens, last, span):
            found[-1] = Tagged(last.start, span.end, "ORG")
        else:
            found.append(span)
    return found


def _belongs(tokens: Sequence[Token], org: Tagged, other: Tagged) -> bool:
    if org.kind != "ORG" or not is_official(tokens, org):
        return False
    between = [token.text.lower() for token in tokens[org.end : other.start]]
    if not between:
        return other.kind == "LOC" or _is_part_of(tokens, other)
    if between == ["по"]:
        return other.kind == "LOC"
    named_after = between[0] in _NAMED_AFTER and between[1:] in ([], ["."])
    return named_after and other.kind == "PER"


def is_official(tokens: Sequence[Token], span: Tagged) -> bool:
    """Whether the name is made of an institution's word, without quotes."""
    words = tokens[span.start : span.end]
    stems = {gazetteer.stem(token.text) for token in words}
    quoted = any(token.text in _QUOTES for token in words)
    return not quoted and not stems.isdisjoint(gazetteer.stems("institutions"))


def _is_part_of(tokens: Sequence[Token], other: Tagged) -> bool:
    """Whether an organisation can stand right after another to say whose part that is."""
    if other.kind != "ORG":
        return False
    first = tokens[other.start].text
    return (first.isupper() and len(first) > 1) or is_official(tokens, other)
