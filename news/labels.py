"""What a figure measures, in the words of its sentence: the clause without its number, mended."""

from dataclasses import dataclass

from news.clauses import Clause, attribution, clauses, inset
from news.elided_units import OF_THEM
from news.label_cuts import cut_left, cut_right
from news.label_grammar import aged, mended
from news.label_words import (
    clean_before_number,
    clean_left,
    clean_right,
    content,
    has_verb,
    kind,
    last_noun_phrase,
    lead_with_verb,
    render,
    size,
    subject,
)
from news.number_tokens import Tokens
from news.word_classes import classify
from news.word_lists import words_of

#: A label is read beside its number: longer ones are sentences.
MOST_WORDS = 10
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands, in tokens: its sentence, its own words, the other numbers there."""

    #: The sentence, `first` to `after` (exclusive).
    first: int
    after: int
    #: Qualifier, number and unit.
    region_first: int
    region_after: int
    #: The counted noun that belongs in the label, with its adjectives; `region_after` if none.
    noun: int
    #: The regions of all numbers of the sentence, this one too.
    regions: tuple[tuple[int, int], ...]
    #: PENALTY, MONEY, ... and the sort of the unit, for the mending.
    kind: str = "NUMBER"
    sort: str = ""
    #: Words of the whole that this number is a part of ("из 135 преступлений"), or "".
    whole: str = ""


def label(tokens: Tokens, place: Place) -> str:
    """Write the label of the number at a place; at most `MOST_WORDS` words of the text."""
    parts = clauses(tokens, place.first, place.after, list(place.regions))
    here = next(
        (n for n, part in enumerate(parts) if part.first <= place.region_first < part.after), None
    )
    if here is None:
        return ""
    if place.kind == "AGE" and place.sort == "adjective":
        said = aged(tokens, place.region_after, parts[here].after)
        if said:
            return said
    words = _own_words(tokens, parts[here], place)
    if (
        here
        and tokens.lows[parts[here].first] in _WHO
        and place.region_first in range(parts[here].first, parts[here].after)
    ):
        words = _joined(tokens, _antecedent(tokens, parts[here - 1], place), words)
    elif _thin(tokens, words, parts[here], place):
        words = _with_neighbour(tokens, parts, here, place, words)
    else:
        words = _with_participle(tokens, parts, here, place, words)
    changed: dict[int, str] = {}
    if not _lent_part(words, place):
        changed = mended(tokens, words, place.region_first, place.region_after, place)
    said = render(tokens, words, changed)
    return f"{place.whole} {said}".strip() if place.whole else said


def _lent_part(words: list[int], place: Place) -> bool:
    """Tell "45 из них — американки": what the part is stands in its own clause, as it should."""
    return bool(place.whole and words) and words[0] > place.region_after + 2


def _own_words(tokens: Tokens, clause: Clause, place: Place) -> list[int]:
    """Return the words of a number's own clause, in the order of the sentence."""
    before = [end for _, end in place.regions if clause.first <= end <= place.region_first]
    behind = [start for start, _ in place.regions if place.region_after <= start < clause.after]
    start, stop = max([*before, clause.first]), min([*behind, clause.after])
    left = list(range(start, place.region_first))
    if left and tokens.lows[left[-1]] == "и" and _plural_verb_after(tokens, place, stop):
        # "Он и двое полицейских получили": the number is only half of the subject.
        left = []
    elif len(left) > 2 and tokens.lows[left[-1]] == "и" and _beside_verb(tokens, left[-2]):
        # "Остались жена и двое детей": the number's part of the subject is enough.
        left = left[:-2]
    left = clean_left(tokens, left, keep_preposition=_governs(place))
    noun = list(range(place.noun, place.region_after))
    clean = clean_before_number if stop in behind else clean_right
    behind_number = range(place.region_after + 2 * _says_part(tokens, place), stop)
    right = clean(tokens, noun + list(behind_number))
    if not right:
        left = clean_left(tokens, left)
        return cut_left(tokens, lead_with_verb(tokens, left), MOST_WORDS)
    if not left and tokens.lows[right[0]] == "of":
        right = right[1:]
    right = cut_right(tokens, right, max(MOST_WORDS - size(tokens, left), 6))
    return cut_left(tokens, left, MOST_WORDS - size(tokens, right)) + right


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
    if has_verb(tokens, words):
        return content(tokens, words) < 2 and words[-1] < place.region_first
    if clause.opener == "(" and content(tokens, words) >= 2:
        return False
    if content(tokens, words) < 2 or size(tokens, words) < FEWEST_WORDS - bool(place.whole):
        return True
    bare = clean_left(tokens, list(range(clause.first, place.region_first)))
    shares = clause.opener in ("и", ",") and not bare
    return shares and any(start < clause.first for start, _ in place.regions)


def _with_participle(
    tokens: Tokens, parts: list[Clause], here: int, place: Place, words: list[int]
) -> list[int]:
    """Add ", связанных с торговлей людьми" where it follows the counted noun and there is room."""
    if here + 1 >= len(parts) or parts[here + 1].opener != ",":
        return words
    last = parts[here].after - 1
    if not words or words[-1] != last or not _participle(tokens, parts[here + 1].first):
        return words
    more = clean_right(tokens, _outside_regions(parts[here + 1], place.regions))
    kept = cut_left(tokens, words, MOST_WORDS + 1 - size(tokens, more))
    if size(tokens, kept) < FEWEST_WORDS or kept[-1] != last:
        return words
    words = kept
    return [*words, parts[here + 1].first - 1, *more]


_PARTICIPLE_ENDS = ("нных", "вших", "щих", "щихся", "вшихся", "мых", "тых", "нные", "вшие", "щие")


def _participle(tokens: Tokens, at: int) -> bool:
    """Tell a participle, also one that the dictionary calls an adjective ("связанных")."""
    if kind(tokens, at) == "participle":
        return True
    return kind(tokens, at) == "adjective" and tokens.lows[at].endswith(_PARTICIPLE_ENDS)


def _with_neighbour(
    tokens: Tokens, parts: list[Clause], here: int, place: Place, words: list[int]
) -> list[int]:
    """Add words from around to a clause that says too little: before it, else after it."""
    if place.whole:
        return _after(tokens, parts, here, place, words) or words
    if not words and (vote := _vote(tokens, parts, here)):
        return vote
    own = _own_beginning(tokens, parts[here], place)
    if own and content(tokens, own) and has_verb(tokens, own) and not has_verb(tokens, words):
        return _joined(tokens, own, words)
    before = _before(tokens, parts, here, place, words)
    if before:
        return _joined(tokens, before, words)
    if words and has_verb(tokens, words):
        return words
    return _after(tokens, parts, here, place, words) or _joined(tokens, own, words)


def _vote(tokens: Tokens, parts: list[Clause], here: int) -> list[int]:
    """Return "проголосовали против" for "за проголосовали 54 сенатора, против — 45"."""
    side = parts[here - 1] if here else parts[here]
    if here < 2 or side.after != side.first + 1 or tokens.lows[side.first] not in ("против", "за"):
        return []
    voted = range(parts[here - 2].first, parts[here - 2].after)
    verbs = [at for at in voted if has_verb(tokens, [at]) and not tokens.capital(at)]
    return [verbs[-1], side.first] if verbs else []


_WHO = words_of("который которая которое которые")


def _antecedent(tokens: Tokens, part: Clause, place: Place) -> list[int]:
    return last_noun_phrase(tokens, clean_right(tokens, _outside_regions(part, place.regions)))


def _joined(tokens: Tokens, before: list[int], words: list[int]) -> list[int]:
    before = [at for at in before if at not in words]
    return cut_left(tokens, before, MOST_WORDS - size(tokens, words)) + words


def _own_beginning(tokens: Tokens, clause: Clause, place: Place) -> list[int]:
    """Return the words of the clause before the first number in it."""
    starts = [s for s, _ in place.regions if clause.first <= s < place.region_first]
    return clean_left(tokens, list(range(clause.first, min(starts)))) if starts else []


def _before(
    tokens: Tokens, parts: list[Clause], here: int, place: Place, words: list[int]
) -> list[int]:
    """Return what an earlier clause lends: its subject, its predicate, or all of it."""
    verb = has_verb(tokens, words)
    skipped: list[Clause] = []
    for at in range(here - 1, max(here - 5, -1), -1):
        part = parts[at]
        if attribution(tokens, part):
            continue
        lent = clean_left(tokens, _before_regions(part, place.regions))
        if verb:
            lent = subject(tokens, lent)
        elif inset(tokens, part) or (
            not has_verb(tokens, lent) and at > 0 and _numbered(part, place)
        ):
            skipped.append(part)
            continue
        if content(tokens, lent) or (verb and lent):
            return lent + _aside(tokens, skipped, parts[here], lent)
    return []


def _aside(tokens: Tokens, skipped: list[Clause], clause: Clause, lent: list[int]) -> list[int]:
    """Return a short name set off by dashes: "у его соперницы - Мартин Обри - 44 процента"."""
    if len(skipped) != 1 or clause.opener not in "—–-" or skipped[0].opener not in "—–-":
        return []
    words = list(range(skipped[0].first, skipped[0].after))
    return words if len(words) <= 3 and size(tokens, lent) < 5 else []


def _numbered(part: Clause, place: Place) -> bool:
    return any(part.first <= start < part.after for start, _ in place.regions)


def _after(
    tokens: Tokens, parts: list[Clause], here: int, place: Place, words: list[int]
) -> list[int]:
    """Return the words with those of the next clause, when that has no number of its own."""
    if here + 1 >= len(parts) or attribution(tokens, parts[here + 1]):
        return []
    if _numbered(parts[here + 1], place):
        return []
    more = clean_right(tokens, _outside_regions(parts[here + 1], place.regions))
    if not content(tokens, more):
        return []
    return words + cut_right(tokens, more, MOST_WORDS - size(tokens, words))


def _before_regions(clause: Clause, regions: tuple[tuple[int, int], ...]) -> list[int]:
    starts = [start for start, _ in regions if clause.first <= start < clause.after]
    return list(range(clause.first, min([*starts, clause.after])))


def _outside_regions(clause: Clause, regions: tuple[tuple[int, int], ...]) -> list[int]:
    taken = {at for start, end in regions for at in range(start, end)}
    return [at for at in range(clause.first, clause.after) if at not in taken]
