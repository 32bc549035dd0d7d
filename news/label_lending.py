"""What other clauses lend to a number whose own words say too little."""

from news import morphology
from news.clauses import Clause, attribution, inset
from news.label_cuts import cut_left, cut_right
from news.label_place import MOST_WORDS, Place
from news.label_words import (
    clean_left,
    clean_right,
    content,
    has_verb,
    kind,
    size,
    subject,
)
from news.number_tokens import Tokens
from news.word_classes import classify, may_be_nominative
from news.word_lists import words_of


def with_neighbour(
    tokens: Tokens, parts: list[Clause], here: int, place: Place, words: list[int]
) -> list[int]:
    """Add words from around to a clause that says too little: before it, else after it."""
    if place.whole:
        return _after(tokens, parts, here, place, words) or words
    if not words and (vote := _vote(tokens, parts, here)):
        return vote
    own = _own_beginning(tokens, parts[here], place)
    if own and content(tokens, own) and has_verb(tokens, own) and not has_verb(tokens, words):
        return joined(tokens, own, words)
    before = _before(tokens, parts, here, place, words)
    if before:
        return joined(tokens, before, words)
    if words and has_verb(tokens, words):
        return _with_those(tokens, parts, here, place, words) or words
    return _after(tokens, parts, here, place, words) or joined(tokens, own, words)


def joined(tokens: Tokens, before: list[int], words: list[int]) -> list[int]:
    """Put lent words before a number's own; of the lent ones the last that there is room for."""
    before = [at for at in before if at not in words]
    return cut_left(tokens, before, MOST_WORDS - size(tokens, words)) + words


def outside_regions(clause: Clause, regions: tuple[tuple[int, int], ...]) -> list[int]:
    """Return the tokens of a clause that belong to no number."""
    taken = {at for start, end in regions for at in range(start, end)}
    return [at for at in range(clause.first, clause.after) if at not in taken]


_PARTICIPLE_ENDS = ("нных", "вших", "щих", "щихся", "вшихся", "мых", "тых", "нные", "вшие", "щие")


def participle(tokens: Tokens, at: int) -> bool:
    """Tell a participle, also one that the dictionary calls an adjective ("связанных")."""
    if kind(tokens, at) == "participle":
        return True
    return kind(tokens, at) == "adjective" and tokens.lows[at].endswith(_PARTICIPLE_ENDS)


def _with_those(
    tokens: Tokens, parts: list[Clause], here: int, place: Place, words: list[int]
) -> list[int]:
    """Add who they are to a verb alone: "погибли", "находившиеся на борту"."""
    after = parts[here + 1] if here + 1 < len(parts) else None
    if after is None or after.opener != "," or not participle(tokens, after.first):
        return []
    if not tokens.lows[after.first].endswith(("ие", "иеся", "ые", "их", "ых", "ихся")):
        return []
    return _after(tokens, parts, here, place, words)


def _vote(tokens: Tokens, parts: list[Clause], here: int) -> list[int]:
    """Return "проголосовали против" for "за проголосовали 54 сенатора, против — 45"."""
    side = parts[here - 1] if here else parts[here]
    if here < 2 or side.after != side.first + 1 or tokens.lows[side.first] not in ("против", "за"):
        return []
    voted = range(parts[here - 2].first, parts[here - 2].after)
    verbs = [at for at in voted if has_verb(tokens, [at]) and not tokens.capital(at)]
    return [verbs[-1], side.first] if verbs else []


def _own_beginning(tokens: Tokens, clause: Clause, place: Place) -> list[int]:
    """Return the words of the clause before the first number in it."""
    starts = [s for s, _ in place.regions if clause.first <= s < place.region_first]
    return clean_left(tokens, list(range(clause.first, min(starts)))) if starts else []


def _before(
    tokens: Tokens, parts: list[Clause], here: int, place: Place, words: list[int]
) -> list[int]:
    """Return what an earlier clause lends: its subject, its predicate, or all of it."""
    if has_verb(tokens, words):
        return _subject_before(tokens, parts, here, place, words)
    skipped: list[Clause] = []
    for at in range(here - 1, max(here - 5, -1), -1):
        part = parts[at]
        if attribution(tokens, part):
            continue
        raw = _before_regions(part, place.regions)
        lent = clean_left(tokens, raw, keep_preposition=_governs(tokens, raw, words, place))
        bare = not has_verb(tokens, lent) and at > 0 and _numbered(part, place)
        if bare or inset(tokens, part):
            skipped.append(part)
            continue
        if content(tokens, lent):
            if kind(tokens, lent[0]) == "preposition" and not has_verb(tokens, lent):
                return _parallel(tokens, parts, at, lent, place)
            if parts[here].opener == "и" and words and _past(tokens.lows[words[0]]):
                lent = _english_subject(tokens, lent)
            elif _adds(tokens, parts[here], place):
                lent = _to_its_verb(tokens, lent)
            return lent + _aside(tokens, skipped, parts[here], lent)
    return []


def _parallel(
    tokens: Tokens, parts: list[Clause], at: int, lent: list[int], place: Place
) -> list[int]:
    """Add what a list has said once: "штрафы" to "для должностных лиц", "голосовали" to "за А".

    The model is an earlier part of the sentence with a number and the same preposition.
    """
    same = tokens.lows[lent[0]]
    for part in reversed(parts[:at]):
        model = clean_left(tokens, _before_regions(part, place.regions))
        where = next((n for n, word in enumerate(model) if tokens.lows[word] == same), None)
        if where is None or not _numbered(part, place):
            continue
        verbs = [word for word in model if has_verb(tokens, [word])]
        head = model[:where] if where else verbs[-1:]
        return [word for word in head if word not in lent] + lent
    return lent


def _subject_before(
    tokens: Tokens, parts: list[Clause], here: int, place: Place, words: list[int]
) -> list[int]:
    """Return who does what a number's own clause tells: the subject of an earlier clause."""
    for at in range(here - 1, max(here - 5, -1), -1):
        part = parts[at]
        if attribution(tokens, part) or inset(tokens, part):
            continue
        lent = clean_left(tokens, _before_regions(part, place.regions))
        who = subject(tokens, lent) or _interrupted(tokens, lent, parts[at + 1])
        if who:
            return who if _agree(tokens, who, words) else []
    return []


def _agree(tokens: Tokens, who: list[int], words: list[int]) -> bool:
    """Tell whether a subject can go with the verb: "водитель" does not with "находились"."""
    many = any(
        classify(tokens.lows[at]).plural
        for at in words
        if kind(tokens, at) in ("verb", "predicate")
    )
    nouns = [classify(tokens.lows[at]) for at in who if kind(tokens, at) == "noun"]
    joined_by = any(tokens.lows[at] == "и" for at in who)
    return not many or joined_by or not nouns or nouns[0].plural


def _interrupted(tokens: Tokens, lent: list[int], after: Clause) -> list[int]:
    """Return the subject of "сумма, которую внесли поручители, составила ..."."""
    if not lent or size(tokens, lent) > 6 or has_verb(tokens, lent) or not inset(tokens, after):
        return []
    nominative = kind(tokens, lent[0]) in ("noun", "adjective", "participle")
    return lent if nominative and may_be_nominative(tokens.lows[lent[0]]) else []


_CASES = {
    "к": "datv", "ко": "datv", "от": "gent", "из": "gent", "до": "gent", "для": "gent",
    "без": "gent", "о": "loct", "об": "loct", "с": "ablt", "со": "ablt", "над": "ablt",
    "между": "ablt",
}  # fmt: skip


def _governs(tokens: Tokens, raw: list[int], words: list[int], place: Place) -> bool:
    """Tell "приговорил к 1 году и штрафу": the preposition is that of "штрафу" too."""
    if not raw or not words or words[0] >= place.region_first:
        return False
    case = _CASES.get(tokens.lows[raw[-1]])
    if case is None or kind(tokens, words[0]) not in ("noun", "adjective"):
        return False
    return any(case in form.grammemes for form in morphology.forms(tokens.lows[words[0]]))


_ADDING = words_of("также и или плюс")


def _adds(tokens: Tokens, clause: Clause, place: Place) -> bool:
    """Tell a clause that is one more item of a list: "а также N детей", "адвокаты и N врачей"."""
    begins = tokens.lows[clause.first : clause.first + 2]
    if begins[0] in _ADDING or begins == ["а", "также"]:
        return True
    return clause.opener == "," and tokens.low(place.region_first - 1) == "и"


def _to_its_verb(tokens: Tokens, lent: list[int]) -> list[int]:
    """Cut "суд учёл признание вины" to "суд учёл": the rest is the item before in the list."""
    if kind(tokens, lent[-1]) == "preposition":
        return lent
    verbs = [n for n, at in enumerate(lent) if has_verb(tokens, [at])]
    return lent[: verbs[-1] + 1] if verbs else lent


_PAST = words_of(
    "was were is are has have had will would won lost fell rose cost paid sold bought took gave "
    "made hit killed said left sent saw found fined"
)


def _past(low: str) -> bool:
    """Tell an English word that is most likely a verb."""
    return low in _PAST or (len(low) > 4 and low.endswith("ed") and low.isascii())


def _english_subject(tokens: Tokens, lent: list[int]) -> list[int]:
    """Return "the court" of "the court sentenced him": what stands before the verb."""
    verb = next((n for n, at in enumerate(lent) if _past(tokens.lows[at])), len(lent))
    return lent[:verb]


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
    at = here + 1
    while at < min(here + 3, len(parts)) and (
        attribution(tokens, parts[at]) or tokens.lows[parts[at].first] in _SETS_APART
    ):
        at += 1
    if at >= min(here + 3, len(parts)) or _numbered(parts[at], place):
        return []
    more = clean_right(tokens, outside_regions(parts[at], place.regions))
    if not content(tokens, more):
        return []
    return words + cut_right(tokens, more, MOST_WORDS - size(tokens, words))


#: "27 people, all of them miners, died": what is told comes after.
_SETS_APART = words_of("all most mostly including among")


def _before_regions(clause: Clause, regions: tuple[tuple[int, int], ...]) -> list[int]:
    starts = [start for start, _ in regions if clause.first <= start < clause.after]
    return list(range(clause.first, min([*starts, clause.after])))
