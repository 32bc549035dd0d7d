"""Which mentions are one name: "Александр Скрелинг" and "Скрелинга", "МВД" and its full name."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from news import gazetteer, kazakh, morphology, people
from news.mentions import Mention

#: How many characters before a person's name are looked at for its case.
_BEFORE = 60

#: Of the groups that share a word, so many are compared: bounds the time on lists of namesakes.
_SHARING = 100


@dataclass(slots=True)
class Group:
    """Mentions of one name, in text order, and its nominative."""

    kind: str
    normal: str
    mentions: list[Mention] = field(default_factory=list)
    #: All that may stand for it, in lower case: its words, full forms, abbreviations.
    keys: set[str] = field(default_factory=set)
    #: The country that an organisation's name ends in ("МИД России"), as the gazetteer has it.
    country: str = ""


def groups(text: str, mentions: Sequence[Mention], languages: Sequence[str]) -> list[Group]:
    """Group mentions (in text order, with the language each stands in) by what they name."""
    found: list[Group] = []
    votes = people.votes(
        _person_words(text, mention)
        for mention, language in zip(mentions, languages, strict=True)
        if mention.kind == "PER" and language == "ru"
    )
    index = _Index()
    last: Group | None = None
    for mention, language in zip(mentions, languages, strict=True):
        normal = _normal(text, mention, language, votes)
        name, country = _split_country(normal) if mention.kind == "ORG" else (normal, "")
        keys = _keys(mention.kind, name, language)
        near = index.near(mention.kind, normal, keys)
        same = _in_brackets(text, last, mention) or _same(near, mention.kind, normal, country)
        if same is None:
            same = Group(mention.kind, normal)
            found.append(same)
        same.mentions.append(mention)
        same.keys |= keys
        same.country = same.country or country
        if mention.kind == "PER" and normal.count(" ") > same.normal.count(" "):
            same.normal = normal
        index.add(same, normal, keys)
        last = same
    return found


class _Index:
    """Finds the groups that a mention may belong to without looking at all of them."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, str], dict[int, Group]] = {}

    def add(self, group: Group, normal: str, keys: set[str]) -> None:
        """Remember the group by its keys, a person's by each word of the name."""
        for key in _parts(normal) if group.kind == "PER" else keys:
            groups = self._groups.setdefault((group.kind, key), {})
            if len(groups) < _SHARING:
                groups.setdefault(id(group), group)

    def near(self, kind: str, normal: str, keys: set[str]) -> list[Group]:
        """Return the groups that share a key, or a person's last word, earliest first."""
        wanted = sorted(keys) if kind != "PER" else _parts(normal)[-1:]
        return [g for key in wanted for g in self._groups.get((kind, key), {}).values()]


def _same(near: Sequence[Group], kind: str, normal: str, country: str) -> Group | None:
    if kind == "PER":
        return next((group for group in near if _same_person(group.normal, normal)), None)
    return next((g for g in near if not (country and g.country not in ("", country))), None)


def _same_person(full: str, other: str) -> bool:
    """Whether two nominatives can name one person: a part of the other, or initials that agree."""
    left, right = _parts(full), _parts(other)
    if len(left) == 1 or len(right) == 1:
        single, many = (left, right) if len(left) == 1 else (right, left)
        return single[0] in many
    return left[-1] == right[-1] and (left[0][0] == right[0][0]) and _agree(left[0], right[0])


def _agree(first: str, other: str) -> bool:
    return first == other or len(first) == 1 or len(other) == 1


def _parts(name: str) -> list[str]:
    words = name.lower().replace(".", " ").replace("ё", "е").split()
    return words or [name]


def _in_brackets(text: str, last: Group | None, mention: Mention) -> Group | None:
    """Return the group of the name that this one explains in brackets: "Организация (ООН)"."""
    if last is None or last.kind != mention.kind or mention.kind == "LOC":
        return None
    between = text[last.mentions[-1].end : mention.start]
    opened = between.strip(" \xa0«»\"“”'")
    closed = text[mention.end : mention.end + 3].lstrip(" »\"”'")
    return last if opened == "(" and closed.startswith(")") else None


def _normal(text: str, mention: Mention, language: str, votes: Counter[str]) -> str:
    written = " ".join(text[mention.start : mention.end].split())
    if mention.kind == "ORG":
        return written
    if language == "ru":
        if mention.kind == "PER":
            return _person(text, mention, votes)
        return _russian_place(text, mention, written)
    if language == "kk":
        return _kazakh(written, mention.kind)
    return written


def _person_words(text: str, mention: Mention) -> tuple[str, ...]:
    words = text[mention.start : mention.end].split()
    return tuple(people.titled(word) for word in words)


def _person(text: str, mention: Mention, votes: Counter[str]) -> str:
    words = _person_words(text, mention)
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    before = before[max(before.rfind(mark) for mark in '.,:;!?\n«»"()') + 1 :]
    cases = people.cases_after(before.split()[-4:])
    return people.choose(people.readings(words), cases, votes).nominative


#: Streets and squares are named after others in the genitive: "улица Строителей".
_STREET = re.compile(
    r"(?:ул\.|улиц\w{1,3}|площад\w{1,3}|проспект\w{0,2}|пр\.|бульвар\w{0,2}|переул\w{1,4}|имени|им\.)\s$"
)


def _russian_place(text: str, mention: Mention, written: str) -> str:
    if _STREET.search(text, max(0, mention.start - 14), mention.start):
        return written
    entry = gazetteer.find(written)
    if entry is not None and written.isupper() and len(written) <= 4:
        return written
    if entry is not None and gazetteer.key(entry.name) == gazetteer.key(written):
        return entry.name
    turned = morphology.nominative(people.titled(written) if len(written) > 4 else written)
    longer = len(turned) - len(written)
    if longer > _LENGTHENED or (longer > 0 and not all(map(morphology.is_known, written.split()))):
        return written
    return turned


#: No place's nominative is longer than its other cases by more: what is, was read as a participle.
#: One that no dictionary has is not longer at all: "Кундуз" is no genitive of "Кундузы".
_LENGTHENED = 2


def _kazakh(written: str, kind: str) -> str:
    known = gazetteer.known("kk")
    head, _, last = written.rpartition(" ")
    for stem in kazakh.stems(last):
        name = f"{head} {stem}".strip()
        if name in known or (kind == "PER" and stem in gazetteer.given_names("kk")):
            return name
    return f"{head} {kazakh.nominative(last)}".strip()


def _keys(kind: str, name: str, language: str) -> set[str]:
    """Return what may stand for the name: it, its known full form, its lemmas, its initials."""
    keys = {name.lower()}
    if kind == "PER":
        return keys
    if language == "ru":
        entry = gazetteer.find(name)
        keys.add(" ".join(gazetteer.stem(word) for word in name.split()))
    else:
        entry = gazetteer.known(language).get(_kazakh(name, kind) if language == "kk" else name)
    if entry is not None:
        keys.add(entry.name.lower())
    return keys | _acronym(name, kind)


def _split_country(name: str) -> tuple[str, str]:
    """Split "МИД России" into "МИД" and "Россия"; without a country the second is empty."""
    head, _, last = name.rpartition(" ")
    place = gazetteer.find(last) if head else None
    if place is None or place.kind != "LOC":
        return name, ""
    return head, place.name


def _acronym(name: str, kind: str) -> set[str]:
    """Return the initials of a long name as its abbreviation is written ("мот")."""
    words = [word for word in name.replace("-", " ").split() if len(word) > 2]
    if kind != "ORG" or not 2 <= len(words) <= 7:
        return set()
    return {"".join(word[0] for word in words).lower()}
