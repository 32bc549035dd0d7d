"""What a Russian word is, as far as counting and labels need it: class, case, number, animacy."""

from dataclasses import dataclass
from functools import lru_cache

from news import morphology


@dataclass(frozen=True, slots=True)
class WordClass:
    """A word's likeliest reading."""

    #: noun, verb, predicate (short forms: "убит"), adjective, participle, infinitive, adverb,
    #: pronoun, preposition, conjunction, particle or other.
    kind: str
    lemma: str
    #: OpenCorpora's case name (nomn, gent ...), "" where there is none.
    case: str = ""
    plural: bool = False
    animate: bool = False
    name: bool = False
    transitive: bool = False


OTHER = WordClass("other", "")

_KINDS = {
    "NOUN": "noun", "VERB": "verb", "ADJF": "adjective", "PRTF": "participle", "PRTS": "predicate",
    "ADJS": "predicate", "INFN": "infinitive", "GRND": "gerund", "ADVB": "adverb",
    "PRED": "predicate", "NPRO": "pronoun", "PREP": "preposition", "CONJ": "conjunction",
    "PRCL": "particle", "COMP": "adverb", "NUMR": "numeral",
}  # fmt: skip
#: A reading has one part of speech and at most one case.
_TAGS = frozenset(_KINDS)
_CASES = frozenset(("nomn", "gent", "datv", "accs", "ablt", "loct"))
_NAMES = frozenset({"Surn", "Name", "Patr", "Geox", "Orgn"})
#: Closed classes that need no dictionary, and words whose likeliest reading there is the rare one.
_FIXED = {
    "preposition": "в во на с со по к ко у из за от до о об обо при под над без для про через "
    "между "
    "против среди после около из-за перед вокруг кроме ради вместо согласно благодаря "
    "of in at on by for to with from into per as between",
    "conjunction": "и а но или что чтобы если когда как хотя также либо однако чем будто "
    "and or but nor",
    "particle": "не ни уже ещё еще лишь только всего даже же ли бы вот именно",
    "pronoun": "я ты он она оно мы вы они его ее её их им ему ей нем них это этот эта эти кто "
    "который которая которое которые которых которым которому которой которую",
    "article": "the a an",
    "verb": "стал стали стала стало были был была было будет есть",
}
_FIXED_KINDS = {word: kind for kind, words in _FIXED.items() for word in words.split()}


@lru_cache(maxsize=50_000)
def classify(low: str) -> WordClass:
    """Return the class of a word in lower case."""
    fixed = _FIXED_KINDS.get(low)
    if fixed:
        return WordClass(fixed, low)
    readings = morphology.forms(low)
    if not readings:
        return OTHER
    best = readings[0]
    if "impr" in best.grammemes:
        # News says "пришли" of those who came; the imperative of "прислать" is rare in it.
        best = next((form for form in readings if _told(form.grammemes)), best)
    return _word_class(best.lemma, best.grammemes)


def _told(grammemes: frozenset[str]) -> bool:
    return "VERB" in grammemes and "impr" not in grammemes


def _word_class(lemma: str, grammemes: frozenset[str]) -> WordClass:
    tag = next(iter(grammemes & _TAGS), "")
    kind = _KINDS.get(tag, "other")
    case = next(iter(grammemes & _CASES), "")
    animate = "anim" in grammemes
    name = not _NAMES.isdisjoint(grammemes)
    return WordClass(kind, lemma, case, "plur" in grammemes, animate, name, "tran" in grammemes)


@lru_cache(maxsize=50_000)
def counted_noun(low: str) -> WordClass | None:
    """Return the reading of a word as a noun that a number counts (genitive first), or None."""
    if low in _FIXED_KINDS:
        return None
    nouns = [form for form in morphology.forms(low) if "NOUN" in form.grammemes]
    if not nouns:
        return None
    first = morphology.forms(low)[0]
    if "NOUN" not in first.grammemes and nouns[0].score < 0.25:
        return None
    best = next(
        (form for form in nouns if "gent" in form.grammemes and form.score > 0.02), nouns[0]
    )
    return _word_class(best.lemma, best.grammemes)


@lru_cache(maxsize=50_000)
def may_be_nominative(low: str) -> bool:
    """Tell whether a word has a reading in the nominative that is not rare."""
    return any("nomn" in form.grammemes and form.score > 0.1 for form in morphology.forms(low)[:4])


@lru_cache(maxsize=50_000)
def may_be_adjective(low: str) -> bool:
    """Tell whether a word has a reading as an adjective or a participle."""
    return any(not form.grammemes.isdisjoint(("ADJF", "PRTF")) for form in morphology.forms(low))
