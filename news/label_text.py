"""Labels set as text: spaces, quotation marks in pairs, small letters at a sentence's start."""

from news import gazetteer, morphology
from news.counted import kazakh_lemma
from news.label_words import CLOSERS, OPENERS
from news.number_tokens import Tokens

_SIGNS = frozenset(".!?…;:,")


def render(tokens: Tokens, words: list[int], changed: dict[int, str]) -> str:
    """Set words as text: small letter at a sentence's start, quotation marks in pairs."""
    pieces: list[str] = []
    last = -2
    for at in _balanced(tokens, words):
        raw = changed.get(at) or small(tokens, at)
        low = tokens.lows[at]
        close = low in CLOSERS or low in _SIGNS or (pieces and pieces[-1][-1:] in OPENERS)
        glued = tokens.glued(at) and last == at - 1
        pieces.append(raw if not pieces or close or glued else " " + raw)
        last = at
    return "".join(pieces).strip()


def _balanced(tokens: Tokens, words: list[int]) -> list[int]:
    lows = [tokens.lows[at] for at in words]
    opened = sum(lows.count(sign) for sign in "«“„")
    closed = sum(lows.count(sign) for sign in "»”")
    odd = lows.count('"') % 2 == 1
    if opened == closed and not odd:
        return words
    return [at for at in words if tokens.lows[at] not in '«“„»”"']


#: Countries that Kazakh names in its own way: the gazetteer has the Russian names.
_COUNTRIES = (
    "қазақстан", "қырғызстан", "өзбекстан", "түрікменстан", "тәжікстан", "ресей", "қытай",
    "түркия", "германия", "франция", "ұлыбритания", "моңғолия", "әзербайжан", "ақш", "еуропа",
)  # fmt: skip


def _place(raw: str) -> bool:
    """Tell a Kazakh place name in any case ("Алматыда")."""
    stem = kazakh_lemma(raw.lower())
    names = (raw, stem, stem + "ы", stem + "і")
    if any(raw.lower().startswith(country) for country in _COUNTRIES):
        return True
    return any(gazetteer.find(name.capitalize()) is not None for name in names)


def _spoken(tokens: Tokens, at: int, before: str) -> bool:
    """Tell the first word of what someone said, after a colon; a name in quotes closes soon."""
    if before not in ("«", '"', "“") or tokens.low(at - 2) != ":":
        return False
    return not any(tokens.low(at + n) in CLOSERS for n in range(1, 4))


def small(tokens: Tokens, at: int) -> str:
    """Return a word, without the capital of a sentence's first word unless it is a name."""
    raw = tokens.raw(at).strip()
    if not raw[:1].isupper():
        return raw
    before = tokens.low(at - 1)
    if before and before not in ".!?…\n" and not _spoken(tokens, at, before):
        return raw
    if len(raw) > 1 and not raw[1:].islower():
        return raw
    if tokens.kazakh[at]:
        named = tokens.capital(at + 1) or _place(raw)
        return raw if named else raw[0].lower() + raw[1:]
    if raw.isascii() and not tokens.low(at + 1).isascii():
        return raw  # "Forbes оценивает": a foreign name opens a Russian sentence
    readings = morphology.forms(raw.lower())
    marks = {"Name", "Surn", "Patr", "Geox", "Orgn"}
    named = bool(readings) and bool(readings[0].grammemes & marks)
    unknown = bool(readings) and len(raw) > 3 and not morphology.is_known(raw.lower())
    return raw if named or unknown else raw[0].lower() + raw[1:]
