"""Names as they compare across spellings, cases and alphabets."""

import re
from functools import lru_cache

from news.words import fold

_WORD = re.compile(r"[^\W\d_]+")

_SOUNDS = {
    **dict(zip("абвгдезийклмнопрстуфыэёі", "abvgdezijklmnoprstufyeoi", strict=True)),
    **dict(zip("әғқңөұүһ", "agknouuh", strict=True)),
    "ж": "j", "х": "h", "ц": "ts", "ч": "c", "ш": "s", "щ": "s", "ю": "u", "я": "a",
    "ъ": "", "ь": "",
}  # fmt: skip
#: Latin spellings of one Cyrillic letter, longest first.
_DIGRAPHS = (
    ("shch", "s"), ("sch", "s"), ("zh", "j"), ("kh", "h"), ("ch", "c"), ("sh", "s"), ("gh", "g"),
    ("ph", "f"), ("ck", "k"), ("x", "ks"), ("q", "k"), ("w", "v"), ("dj", "j"), ("dzh", "j"),
)  # fmt: skip
_VOWELS = re.compile("[aeiouyj]")
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
    """Return a word's consonants in Latin, its first sound kept: "Токаев", "Тоқаев", "Tokayev"."""
    return _spoken(fold(word))


@lru_cache(maxsize=20_000)
def _spoken(word: str) -> str:
    sounds = word
    if word.isascii():
        for written, sound in _DIGRAPHS:
            sounds = sounds.replace(written, sound)
        sounds = re.sub("c(?=[eiy])", "s", sounds) if "c" in word.replace("ch", "") else sounds
    else:
        sounds = "".join(_SOUNDS.get(char, char) for char in word)
    first = "e" if sounds[:1] in ("e", "y") else sounds[:1]
    return _DOUBLE.sub(r"\1", first + _VOWELS.sub("", sounds[1:]))


@lru_cache(maxsize=20_000)
def name_key(kind: str, normal: str) -> tuple[str, str]:
    """Return what a name is compared by (its kind, its telling word as it sounds), and that word.

    A person's is the surname (the last word), a place's and an organisation's the first long one.
    """
    words = [word for word in _WORD.findall(normal) if len(word) > 1]
    if not words:
        return "", ""
    if kind == "PER":
        return "p" + spoken(words[-1]), words[-1]
    told = max(words, key=lambda word: (len(word) > 4, -words.index(word)))
    known = _same().get(fold(normal)) or _same().get(fold(told))
    return kind[0].lower() + (known or spoken(_root(told))), told


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
