"""Names as they compare across spellings, cases and alphabets."""

import re
from functools import lru_cache
from zlib import crc32

from news import gazetteer
from news.rarity import RAREST, rarity
from news.word_lists import word_list
from news.words import fold, stem

_WORD = re.compile(r"[^\W_]+")

_SOUNDS = {
    **dict(zip("абвгдезийклмнопрстуфыэёі", "abvgdezijklmnoprstufyeoi", strict=True)),
    **dict(zip("әғқңөұүһ", "agknouuh", strict=True)),
    "ж": "q", "х": "h", "ц": "ts", "ч": "c", "ш": "s", "щ": "s", "ю": "u", "я": "a",
    "ъ": "", "ь": "",
}  # fmt: skip
#: Latin spellings of one Cyrillic letter, longest first.
_SPELLINGS = tuple(
    pair.split("=")
    for pair in word_list(
        "q=k dzh=q zh=q dj=q shch=s sch=s kh=h tch=č ch=č sh=s gh=g ph=f ck=k x=ks w=v"
    )
)
_FIRST_J = re.compile("^j")
#: "Francis" has the sound of с, "Clinton" that of к.
_SOFT_C = re.compile("c(?=[eiy])")
_VOWELS = re.compile("[aeiouyj]")
#: Longer names are cut here, which leaves them as telling and signatures small.
_LONGEST = 12
#: Shorter words of a place's name are "Рио" and "Нью".
_LONG = 4
#: "Костанайская область", "алматинский": what stands before is as good as the place's name.
_ADJECTIVE = re.compile("(?<=...)(?:ин)?ск(?:ая|ой|ую|ий|ого|ому|им|ом|ое|ие|их)$")
_DOUBLE = re.compile(r"(.)\1+")

#: Countries and cities that languages call by words of their own; the first is the key.
_SAME = (
    "china китай қытай", "russia россия ресей", "usa сша ақш us america америка",
    "germany германия", "france франция", "turkey турция түркия turkiye", "iran иран",
    "india индия үндістан", "japan япония жапония", "uk великобритания ұлыбритания britain",
    "italy италия", "spain испания", "poland польша", "ukraine украина", "georgia грузия",
    "hungary венгрия", "greece греция", "egypt египет мысыр", "korea корея", "israel израиль",
    "uzbekistan узбекистан өзбекстан", "turkmenistan туркмения түрікменстан туркменистан",
    "moscow москва мәскеу", "london лондон", "paris париж", "beijing пекин бейжің",
    "warsaw варшава", "vienna вена", "geneva женева", "brussels брюссель",
    "almaty алматы алма-ата", "kazakhstan казахстан қазақстан", "nursultan нур-султан нұр-сұлтан",
)  # fmt: skip


def spoken(word: str) -> str:
    """Return a word's consonants in Latin, its first sound kept: "Токаев", "Тоқаев", "Tokayev".

    At most twelve ASCII letters and digits; words in other alphabets get a number.
    """
    return _spoken(fold(word))


@lru_cache(maxsize=20_000)
def _spoken(word: str) -> str:
    sounds = _of_latin(word) if word.isascii() else _of_cyrillic(word)
    first = "e" if sounds[:1] == "y" else sounds[:1]
    plain = _DOUBLE.sub(r"\1", first + _VOWELS.sub("", sounds[1:]))[:_LONGEST]
    return plain if plain.isascii() else f"{crc32(plain.encode('utf-8', 'surrogatepass')):x}"


def _of_cyrillic(word: str) -> str:
    return "".join(_SOUNDS.get(char, char) for char in word.replace("дж", "ж"))


def _of_latin(word: str) -> str:
    for written, sound in _SPELLINGS:
        word = word.replace(written, sound)
    return _SOFT_C.sub("s", _FIRST_J.sub("q", word)).replace("c", "k").replace("č", "c")


#: What our lists of names know is in the news every day, however rare its words are elsewhere.
_KNOWN = {"ORG": 4.0, "LOC": 5.0}


@lru_cache(maxsize=20_000)
def name_key(kind: str, normal: str, language: str) -> tuple[str, float]:
    """Return what a name is compared by, and how rare it is (0 to `RAREST`); "" for no name.

    The key is the kind's letter and the sounds of the telling words: a person's surname, a place's
    first long word, the first two of an organisation.
    """
    entry = _entry(normal, language) if kind != "PER" else None
    words = [word for word in _WORD.findall(entry.name if entry else normal) if len(word) > 1]
    if not words:
        return "", 0.0
    told = _telling(kind, words)
    known = _same().get(fold(normal)) or _same().get(fold(told[0]))
    sounds = known or "".join(spoken(word if kind == "PER" else _root(word)) for word in told)
    rare = min(RAREST, sum(_rarity(word, language) for word in told))
    return kind[0].lower() + sounds, min(rare, _KNOWN[kind]) if entry else rare


def _rarity(word: str, language: str) -> float:
    """Return how rare a word of a name is; short stems ("Беков") are no particles here."""
    term = stem(word)
    return rarity(term, language) or (RAREST if len(word) > len(term) + 1 else 0.0)


def _telling(kind: str, words: list[str]) -> list[str]:
    if kind == "PER":
        return words[-1:]
    if kind == "ORG":
        return words[:2]
    return [max(words, key=lambda word: (len(word) > _LONG, -words.index(word)))]


def _entry(normal: str, language: str) -> gazetteer.Entry | None:
    if language == "ru":
        return gazetteer.find(normal)
    return gazetteer.known(language).get(normal)


def _root(word: str) -> str:
    """Return the name that an adjective is made of: "Костанайская" has that of "Костанай"."""
    return _ADJECTIVE.sub("", word)


@lru_cache(maxsize=1)
def _same() -> dict[str, str]:
    found = {}
    for line in _SAME:
        key, *others = line.split()
        found.update({fold(word): key for word in (key, *others)})
    return found
