"""What a text calls the people and organisations it names: "министр", "по данным"."""

import re

from news import gazetteer, morphology
from news.mentions import Mention

#: A role stands so near before the name.
_REACH = 120

_WORD = re.compile(r"[\w-]+")

#: Who is quoted: "по данным МВД", "сообщили в КНБ", "according to the UN".
_SOURCES = {
    "ru": re.compile(
        r"(?:\b(?:по|согласно)\s+(?:\w+\s+)?(?:данным|информации|оценк\w+|сведениям|словам|мнению|"
        r"сообщению|прогноз\w+|подсчётам|подсчетам|заявлению)"
        r"|\b(?:сообщил|заявил|рассказал|отметил|уточнил|подчеркнул|пояснил|добавил|объявил)\w*\s+в"
        r"|\bв\s+(?:\w+\s+)?(?:сообщении|заявлении|пресс-службе|отчёте|отчете|докладе))\s*[«\"“]?$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:according to|reported by|data from|figures from)\s+(?:the\s+)?$", re.IGNORECASE
    ),
}
_AFTER = {
    "kk": re.compile(
        r"[^\n.]{0,40}?\s(мәліметінше|мәліметі бойынша|хабарлауынша|дерегінше|айтуынша|"
        r"деректері бойынша)"
    ),
}


def role(text: str, mention: Mention, language: str) -> str | None:
    """Return what the text says just before (in Kazakh also after) a name, or None.

    A person's role is one to five words of the text ("министр внутренних дел"); an organisation's
    is the phrase that makes it a source ("по данным").
    """
    before = text[max(0, mention.start - _REACH) : mention.start]
    before = before[before.rfind("\n") + 1 :]
    if mention.kind == "PER":
        if before.endswith(", ") and text[mention.end : mention.end + 1] == ",":
            before = before[:-2] + " "
        return _position(before, language)
    if mention.kind == "ORG":
        return _source(text, before, mention, language)
    return None


def _source(text: str, before: str, mention: Mention, language: str) -> str | None:
    found = _SOURCES[language].search(before) if language in _SOURCES else None
    if found is None and language in _AFTER:
        after = _AFTER[language].match(text, mention.end)
        return after[1] if after and after.end() - mention.end < _REACH else None
    return " ".join(found[0].strip(' «"“').split()) if found else None


def _position(before: str, language: str) -> str | None:
    """Return the longest run of words that leads up to the name and starts with a role."""
    if not before.endswith((" ", "\xa0")):
        return None
    words = list(_WORD.finditer(before))[-6:]
    start = None
    for i in range(len(words) - 1, -1, -1):
        gap = before[words[i].end() : words[i + 1].start() if i + 1 < len(words) else len(before)]
        if gap.strip(_INSIDE.get(language)) or _closes(words[i][0], gap, language):
            break
        if _is_role(words[i][0], language):
            start = i
    if start is None:
        return None
    phrase = before[words[start].start() :].strip()
    if language != "ru":
        return phrase
    first = morphology.nominative(words[start][0])
    return first + phrase[len(words[start][0]) :]


#: What may stand between the words of a role besides blanks.
_INSIDE = {"ru": ' \xa0«»"“”', "en": " .\xa0"}

#: Words in small letters inside an English role: "head of the union".
_LINKS = frozenset(["of", "the", "for", "and", "to", "s", "de", "al", "general", "state"])


#: Prepositions that no Russian role has in it ("посол в …", "министр по …"): they begin another
#: phrase ("шансы стать президентом у Ивана Петрова").
_OUTSIDE = frozenset(
    ["у", "к", "ко", "с", "со", "о", "об", "про", "через", "без", "перед", "между"]
)


def _closes(word: str, gap: str, language: str) -> bool:
    """Whether a role cannot reach back over the word: a verb, or the end of a sentence."""
    if language == "ru":
        outside = word.lower() in _OUTSIDE
        return outside or morphology.part_of_speech(word) in ("VERB", "PRTS", "CONJ", "GRND")
    if language != "en":
        return False
    if "." in gap and len(word) > 4:
        return True
    return not (word[0].isupper() or word in _LINKS or _is_role(word, "en"))


def _is_role(word: str, language: str) -> bool:
    roles = gazetteer.words(language, "roles")
    if language == "ru":
        lemma = morphology.lemma(word)
        return lemma in roles or lemma.rpartition("-")[2] in roles
    return word.lower() in roles
