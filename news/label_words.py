"""The mending of labels: what to strip, where to cut, how to set the words again."""

from news import morphology
from news.number_tokens import Tokens
from news.word_classes import classify

_CONTENT = frozenset("noun verb predicate infinitive adjective participle gerund other".split())

_LEAD_PHRASES = (
    ("при", "этом"), ("кроме", "того"), ("тем", "временем"), ("в", "частности"), ("из", "них"),
    ("в", "том", "числе"), ("из", "которых"), ("после", "чего"), ("в", "то", "же", "время"),
    ("кроме", "этого"), ("помимо", "этого"), ("вместе", "с", "тем"), ("речь", "идет", "о"),
    ("речь", "идет", "об"), ("в", "итоге"), ("в", "результате"), ("в", "целом"), ("в", "общем"),
    ("более", "того"), ("к", "тому", "же"), ("и",), ("а",), ("но",), ("однако",), ("также",),
    ("еще",), ("уже",), ("только",), ("лишь",), ("всего",), ("что",), ("это",), ("причем",),
    ("даже",), ("затем",), ("потом",), ("поэтому",), ("например",), ("включая",), ("то",),
    ("где",), ("когда",), ("которые",), ("который",), ("которая",), ("которое",), ("таким", "образом"),
    ("оказалось",), ("известно",), ("and",), ("but",), ("while",), ("also",), ("that",), ("which",),
    ("who",), ("meanwhile",), ("however",), ("including",), ("with",), ("of", "them"), ("ал",),
    ("және",), ("бірақ",), ("оның", "ішінде"), ("соның", "ішінде"), ("сондай-ақ",), ("тағы",),
)  # fmt: skip
_TAIL_PHRASES = (
    ("на", "общую", "сумму"), ("на", "сумму"), ("в", "размере"), ("в", "сумме"), ("в", "объеме"),
    ("стоимостью",), ("на", "сумму", "в"), ("в", "количестве"), ("на", "уровне"), ("в", "среднем"),
    ("с", "результатом"), ("составит",), ("составил",), ("составила",), ("составило",),
    ("составили",), ("составляет",), ("составляют",), ("составлял",), ("составляла",),
    ("составят",), ("составляло",), ("достигал",), ("достигла",), ("достиг",), ("достигло",), ("достигает",),
    ("достигли",), ("превысил",), ("превысила",), ("превысило",), ("превысили",),
    ("превышает",), ("превышают",), ("равен",), ("равна",), ("равняется",), ("насчитывает",),
    ("было",), ("стало",), ("это",), ("еще",), ("уже",), ("лишь",), ("только",), ("всего",),
    ("ровно",), ("по",), ("не",), ("и",), ("а",), ("или",), ("и", "еще"), ("свои",), ("его",),
    ("of",), ("by",), ("to",), ("at",), ("a",), ("an",), ("the",), ("for",), ("in",), ("was",),
    ("is",), ("were",), ("are",), ("and",), ("some",), ("another",), ("with",), ("from",),
    ("жалпы",), ("және",), ("тағы",), ("құны",),
)  # fmt: skip
_LOOSE = frozenset({"preposition", "conjunction", "particle"})
_HALF = _LOOSE | {"adjective"}
_OPENERS, _CLOSERS = "«“„(", "»”)"
_SIGNS = frozenset(".!?…;:,")


def kind(tokens: Tokens, at: int) -> str:
    """Return the class of a token for labels; "sign" for what is no word."""
    low = tokens.lows[at]
    if low[0].isdecimal():
        return "number"
    if not low[0].isalpha():
        return "sign"
    if tokens.kazakh[at]:
        return "other"
    return classify(low).kind


def content(tokens: Tokens, words: list[int]) -> int:
    """Return how many of the words say something by themselves."""
    return sum(kind(tokens, at) in _CONTENT for at in words)


def clean_left(
    tokens: Tokens, words: list[int], *, keep_preposition: bool = False
) -> list[int]:
    """Strip what leads into the clause and what leads up to the number.

    A last preposition stays when asked: it governs what follows the number.
    """
    words = _strip_leads(tokens, _strip_signs(tokens, words))
    if keep_preposition and words and kind(tokens, words[-1]) == "preposition":
        return words
    return _strip_tails(tokens, words)


def clean_right(tokens: Tokens, words: list[int]) -> list[int]:
    """Strip signs, and a conjunction or preposition left hanging at the end."""
    words = _strip_signs(tokens, words)
    while words and (
        kind(tokens, words[-1]) in _LOOSE or tokens.lows[words[-1]] in ("and", "the")
    ):
        words = _strip_signs(tokens, words[:-1])
    return words


def _strip_signs(tokens: Tokens, words: list[int]) -> list[int]:
    start, end = 0, len(words)
    while (
        start < end
        and kind(tokens, words[start]) == "sign"
        and tokens.lows[words[start]] not in _OPENERS
    ):
        start += 1
    while (
        end > start
        and kind(tokens, words[end - 1]) == "sign"
        and tokens.lows[words[end - 1]] not in _CLOSERS
    ):
        end -= 1
    return words[start:end]


def _strip_leads(tokens: Tokens, words: list[int]) -> list[int]:
    stripped = True
    while stripped and words:
        stripped = False
        for phrase in _LEAD_PHRASES:
            if tuple(tokens.lows[at] for at in words[: len(phrase)]) == phrase:
                words, stripped = words[len(phrase) :], True
                break
    return words


def _strip_tails(tokens: Tokens, words: list[int]) -> list[int]:
    stripped = True
    while stripped and words:
        stripped = False
        last = words[-1]
        if kind(tokens, last) in _LOOSE | {"sign"} and tokens.lows[last] not in _CLOSERS:
            words, stripped = words[:-1], True
            continue
        for phrase in _TAIL_PHRASES:
            size = len(phrase)
            if size < len(words) and tuple(tokens.lows[at] for at in words[-size:]) == phrase:
                words, stripped = words[:-size], True
                break
    return words


def lead_with_verb(tokens: Tokens, words: list[int]) -> list[int]:
    """Turn "на сайты зашло" into "зашло на сайты": after a number the verb comes first."""
    end = len(words)
    start = end
    while start and kind(tokens, words[start - 1]) in ("verb", "predicate", "infinitive"):
        start -= 1
    if start in (0, end) or kind(tokens, words[0]) not in ("preposition", "adverb"):
        return words
    return words[start:] + words[:start]


def cut_left(tokens: Tokens, words: list[int], most: int) -> list[int]:
    """Keep the last words, beginning where a phrase begins."""
    if len(words) <= most:
        return words
    for start in range(len(words) - most, len(words) - 1):
        before, here = kind(tokens, words[start - 1]), kind(tokens, words[start])
        if here in _LOOSE and tokens.lows[words[start]] in ("и", "или", "and"):
            continue
        if before not in _HALF and (here == "preposition" or _opens(tokens, words, start)):
            return _strip_leads(tokens, words[start:])
    return _strip_leads(tokens, words[-most:])


def _opens(tokens: Tokens, words: list[int], start: int) -> bool:
    """Tell whether a phrase can begin here: a verb, or a word in the nominative."""
    here = kind(tokens, words[start])
    if here in ("verb", "predicate", "infinitive", "other"):
        return True
    return classify(tokens.lows[words[start]]).case == "nomn"


def cut_right(tokens: Tokens, words: list[int], most: int) -> list[int]:
    """Keep the first words, ending where a phrase ends."""
    words = words[: max(most, 0)]
    while (
        words
        and kind(tokens, words[-1]) in _HALF | {"sign"}
        and tokens.lows[words[-1]] not in _CLOSERS
    ):
        words = words[:-1]
    return words


def render(tokens: Tokens, words: list[int], changed: dict[int, str]) -> str:
    """Set words as text: small letter at a sentence's start, quotation marks in pairs."""
    pieces: list[str] = []
    for at in _balanced(tokens, words):
        raw = changed.get(at) or _small(tokens, at)
        low = tokens.lows[at]
        close = low in _CLOSERS or low in _SIGNS or (pieces and pieces[-1][-1:] in _OPENERS)
        glued = tokens.glued(at) and at - 1 in words and not raw[0].isalnum()
        pieces.append(raw if not pieces or close or glued else " " + raw)
    return "".join(pieces).strip()


def _balanced(tokens: Tokens, words: list[int]) -> list[int]:
    lows = [tokens.lows[at] for at in words]
    opened = sum(lows.count(sign) for sign in "«“„")
    closed = sum(lows.count(sign) for sign in "»”")
    odd = lows.count('"') % 2 == 1
    if opened == closed and not odd:
        return words
    return [at for at in words if tokens.lows[at] not in '«“„»”"']


def _small(tokens: Tokens, at: int) -> str:
    """Return a word, without the capital of a sentence's first word unless it is a name."""
    raw = tokens.raw(at).strip()
    before = tokens.low(at - 1)
    if not raw[:1].isupper() or (before and before not in ".!?…\n«\"“—–:"):
        return raw
    if len(raw) > 1 and not raw[1:].islower():
        return raw
    readings = morphology.forms(raw.lower())
    named = readings and readings[0].grammemes & {"Name", "Surn", "Patr", "Geox", "Orgn"}
    return raw if named else raw[0].lower() + raw[1:]
