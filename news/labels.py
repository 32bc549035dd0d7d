"""What a figure measures, in the words of its sentence: the clause without its number, mended."""

from news.clauses import Clause, clauses
from news.elided_units import OF_THEM
from news.label_age import age_of, aged, aged_beside
from news.label_cuts import cut_left, cut_right
from news.label_grammar import mended
from news.label_lending import outside_regions, participle, with_neighbour
from news.label_place import FEWEST_WORDS, MOST_WORDS, Place
from news.label_relative import relative
from news.label_text import render
from news.label_words import (
    clean_before_number,
    clean_left,
    clean_right,
    content,
    has_subject,
    has_verb,
    kind,
    lead_with_verb,
    size,
)
from news.number_tokens import Tokens
from news.word_classes import classify, may_be_nominative
from news.word_lists import words_of


def label(tokens: Tokens, place: Place) -> str:
    """Write the label of the number at a place; at most `MOST_WORDS` words of the text."""
    parts = clauses(tokens, place.first, place.after, list(place.regions))
    here = next(
        (n for n, part in enumerate(parts) if part.first <= place.region_first < part.after), None
    )
    if here is None:
        return ""
    if place.kind == "AGE" and (said := _age(tokens, place, parts[here])):
        return said
    words = _own_words(tokens, parts[here], place)
    if place.kind == "AGE" and not has_verb(tokens, words) and size(tokens, words) < 5:
        return age_of(tokens, words, place.region_first)
    changed: dict[int, str] = {}
    clause = parts[here]
    hung = relative(tokens, clause, parts[here - 1], place, words) if here else None
    if hung is not None:
        words, changed = hung
    elif _thin(tokens, words, clause, place):
        words = with_neighbour(tokens, parts, here, place, words)
    else:
        words = _with_participle(tokens, parts, here, place, words)
    if not _lent_part(words, place):
        changed |= mended(tokens, words, place.region_first, place.region_after, place)
    said = render(tokens, words, changed)
    return f"{place.whole} {said}".strip() if place.whole else said


def _age(tokens: Tokens, place: Place, clause: Clause) -> str:
    if place.sort == "adjective":
        return aged(tokens, place.region_after, clause.after)
    return aged_beside(tokens, place.region_first, place.first)


def _lent_part(words: list[int], place: Place) -> bool:
    """Tell "45 из них — американки": what the part is stands in its own clause, as it should."""
    return bool(place.whole and words) and words[0] > place.region_after + 2


def _own_words(tokens: Tokens, clause: Clause, place: Place) -> list[int]:
    """Return the words of a number's own clause, in the order of the sentence."""
    before = [end for _, end in place.regions if clause.first <= end <= place.region_first]
    behind = [start for start, _ in place.regions if place.region_after <= start < clause.after]
    start, stop = max([*before, clause.first]), min([*behind, clause.after])
    raw = _without_coordinated(tokens, list(range(start, place.region_first)), place, stop, clause)
    left = clean_left(tokens, raw, keep_preposition=_governs(place))
    right = _right_words(tokens, place, stop, numbered=stop in behind)
    if stop in behind and not content(tokens, left + right):
        # "120 человек в течение 60 дней прятались": what is told follows the other number.
        past = max(end for start, end in place.regions if stop <= start < clause.after)
        right = clean_right(tokens, list(range(past, clause.after)))
    if right and left and tokens.lows[right[0]] in ("и", "или", "and"):
        right = []  # "компенсацию в 5 млн и возмещение расходов": that is another thing
    if not right:
        return cut_left(tokens, lead_with_verb(tokens, _said(tokens, raw)), MOST_WORDS)
    if not left and tokens.lows[right[0]] == "of":
        right = right[1:]
    if left and kind(tokens, left[-1]) == kind(tokens, right[0]) == "preposition":
        left = clean_left(tokens, raw)
    right = cut_right(tokens, right, max(MOST_WORDS - size(tokens, left), 6))
    return cut_left(tokens, left, MOST_WORDS - size(tokens, right)) + right


def _right_words(tokens: Tokens, place: Place, stop: int, *, numbered: bool) -> list[int]:
    """Return the counted noun and what follows the number, up to the next number or sign."""
    noun = list(range(place.noun, place.region_after))
    clean = clean_before_number if numbered else clean_right
    return clean(
        tokens, noun + list(range(place.region_after + 2 * _says_part(tokens, place), stop))
    )


def _said(tokens: Tokens, raw: list[int]) -> list[int]:
    """Return what leads to a number; a subject of one word keeps its verb ("ущерб составил")."""
    left = clean_left(tokens, raw)
    if size(tokens, left) == 1 and may_be_nominative(tokens.lows[left[0]]):
        after = left[-1] + 1
        if after in raw and kind(tokens, after) == "verb" and tokens.lows[after] not in _IS:
            return [*left, after]
    return left[1:] if _beside_profit(tokens, left) else left


_IS = words_of("был была было были будет есть")
_ALONG = words_of("при с со")
_BESIDE = ("прибыл", "выручк", "доход", "убытк", "оборот", "бюджет", "тираж")


def _beside_profit(tokens: Tokens, left: list[int]) -> bool:
    """Tell "при чистой прибыли": one more thing measured, said beside another."""
    if len(left) not in (2, 3) or tokens.lows[left[0]] not in _ALONG:
        return False
    return tokens.lows[left[-1]].startswith(_BESIDE)


def _without_coordinated(
    tokens: Tokens, left: list[int], place: Place, stop: int, clause: Clause
) -> list[int]:
    """Drop what "и" joins to the number's noun: it is counted apart, or not at all."""
    if not left or tokens.lows[left[-1]] != "и":
        return left
    if _plural_verb_after(tokens, place, stop):
        return []  # "Он и двое полицейских получили": the number is only half of the subject.
    if len(left) > 2 and _beside_verb(tokens, left[-2]):
        return left[:-2]  # "Остались жена и двое детей": the number's part is enough.
    listed = clause.opener == "," and not has_verb(tokens, left)
    return [] if listed and left[0] == clause.first else left


def _beside_verb(tokens: Tokens, at: int) -> bool:
    """Tell a noun in the nominative right after a plural verb."""
    noun, verb = classify(tokens.lows[at]), classify(tokens.low(at - 1))
    return noun.kind == "noun" and noun.case == "nomn" and verb.kind == "verb" and verb.plural


def _says_part(tokens: Tokens, place: Place) -> bool:
    """Tell "45 из них": the label names the whole, or has to do without."""
    after = place.region_after
    return " ".join(tokens.lows[after : after + 2]) in OF_THEM


def _plural_verb_after(tokens: Tokens, place: Place, stop: int) -> bool:
    """Tell whether a plural verb follows the counted noun."""
    low = tokens.low(place.region_after) if place.region_after < stop else ""
    word = classify(low)
    return word.kind in ("verb", "predicate") and word.plural


def _governs(place: Place) -> bool:
    """Tell whether a preposition before the number governs what follows it ("к 5 годам тюрьмы")."""
    adjective = place.sort == "adjective" and place.kind != "AGE"
    return place.kind == "PENALTY" or adjective or place.noun < place.region_after


def _thin(tokens: Tokens, words: list[int], clause: Clause, place: Place) -> bool:
    """Tell whether a number's own words say too little alone."""
    if not words:
        return True
    if has_verb(tokens, words):
        alone = content(tokens, words) < 2 and words[-1] < place.region_first
        return alone and not has_subject(tokens, words)
    if clause.opener == "(" and content(tokens, words) >= 2:
        return False
    if _headed(tokens, words, place) or _beside_profit(tokens, [words[0] - 1, *words]):
        return False
    if content(tokens, words) < 2:
        return True
    if tokens.kazakh[words[0]] and (words[0] < place.region_first or content(tokens, words) > 2):
        return False  # Kazakh puts the verb last: with its noun a number's own words are enough
    if size(tokens, words) < FEWEST_WORDS - bool(place.whole):
        return True
    bare = clean_left(tokens, list(range(clause.first, place.region_first)))
    shares = clause.opener in ("и", ",") and not bare
    return shares and any(start < clause.first for start, _ in place.regions)


def _headed(tokens: Tokens, words: list[int], place: Place) -> bool:
    """Tell a subject whose verb says nothing and was cut: "капитализация компании составила"."""
    if content(tokens, words) < 2 or words[-1] >= place.region_first:
        return False
    verb = kind(tokens, words[-1] + 1) in ("verb", "predicate")
    return verb and words[-1] + 1 < place.region_first and has_subject(tokens, words)


def _with_participle(
    tokens: Tokens, parts: list[Clause], here: int, place: Place, words: list[int]
) -> list[int]:
    """Add ", связанных с торговлей людьми" where it follows the counted noun and there is room."""
    if here + 1 >= len(parts) or parts[here + 1].opener != ",":
        return words
    last = parts[here].after - 1
    if not words or words[-1] != last or not participle(tokens, parts[here + 1].first):
        return words
    more = clean_right(tokens, outside_regions(parts[here + 1], place.regions))
    kept = cut_left(tokens, words, MOST_WORDS + 1 - size(tokens, more))
    if size(tokens, kept) < FEWEST_WORDS or kept[-1] != last:
        return words
    words = kept
    return [*words, parts[here + 1].first - 1, *more]
