"""Which of the three languages a text is in: letters first, then small words and endings."""

import re
from collections import Counter
from functools import lru_cache

# As much as tells, from three places, so that a page's furniture or one quotation does not decide.
_SAMPLE = 400

_WORD = re.compile(r"[^\W\d_]+")
_KAZAKH_LETTER = re.compile("[әғқңөұүһі]")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]")


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_RUSSIAN = _set(
    """и в во не на что с со как по из за от до для при о об к у он она они его ее её их это
    этот эта
    был была было были будет так же но или если также после более год года году лет том том числе
    чтобы когда который которая которые которых всех все уже еще ещё только под над между через
    сообщили сообщил сообщает заявил словам данным россии казахстана человек"""
)
_KAZAKH = _set(
    """жане мен бен пен бул ол осы сол ушин бойынша туралы деп деді деди деген болды болып болган
    екен емес бар жок жыл жылы жылдын кун куни адам адамдар казакстан казакстанда облысы кала
    аудан теңге сондай ак кейин дейин арасында басты жана улкен коп оте гана тагы баска онын
    олардын биз сиз мын хабарлады айтты мемлекет президенти мектеп бала ел елде"""
)
_KAZAKH_ENDING = re.compile(
    "(?:лар|лер|дар|дер|тар|тер|лары|лери|дары|дери|нын|нин|дын|дин|тын|тин|ган|ген|кан|кен|"
    "лык|лик|дык|дик|тык|тик|дагы|деги|тагы|теги|лыктан|йды|йди|ады|еди|бады|беди|сы|си|мен)$"
)
_RUSSIAN_ENDING = re.compile(
    "(?:ого|его|ому|ему|ыми|ими|ого|ской|ский|ская|ские|ских|скую|ние|ния|нии|нием|ция|ции|цию|"
    "ость|ости|ться|тся|ешь|ает|яет|ует|ают|уют|ила|или|ал|ала|али|ях|ями|ами|ов|ев|ый|ая|ое|ые)$"
)
_LATIN_KAZAKH = _set(
    """jane jäne men bul ol osy üşin ushin boiynsha boiynşa turaly dep dedi boldy bar jyl jyly kun
    qazaqstan qazaq qala oblysy emes deiin keiin"""
)


def detect(text: str) -> str:
    """Return "ru", "kk" or "en"; "ru" where there are no words."""
    sample = _sample(text).lower()
    words = _WORD.findall(sample)
    if _plainly_russian(sample, words):
        return "ru"
    votes = {"ru": 0.0, "kk": 0.0, "en": 0.0}
    for word, count in Counter(words).items():
        language, weight = _vote(word)
        votes[language] += weight * count
    return max(votes, key=lambda language: votes[language])


def _plainly_russian(sample: str, words: list[str]) -> bool:
    """Tell whether no vote is needed: small Russian words throughout, and nothing else."""
    small = sum(map(_RUSSIAN.__contains__, words))
    if small < 5 or small * 12 < len(words) or _KAZAKH_LETTER.search(sample):
        return False
    return 4 * sum(map(str.isascii, words)) < len(words)


def has_russian_words(text: str) -> bool:
    """Tell whether there is a small word of Russian ("и", "что", "сообщили") in a text."""
    return any(word in _RUSSIAN for word in _WORD.findall(text.lower()))


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))


@lru_cache(maxsize=16_384)
def _vote(word: str) -> tuple[str, float]:
    """Return the language a word speaks for and how loudly: long words weigh a little more."""
    weight = 1.0 if len(word) < 4 else 1.5
    if word in _RUSSIAN:
        return "ru", 2.0
    if not _CYRILLIC.search(word):
        return ("kk", 2.0) if word in _LATIN_KAZAKH else ("en", weight if word.isascii() else 0.1)
    if _KAZAKH_LETTER.search(word):
        return "kk", 2.0
    word = word.replace("ё", "е")
    if word in _KAZAKH:
        return "kk", 2.5
    if _RUSSIAN_ENDING.search(word):
        return "ru", weight
    if _KAZAKH_ENDING.search(word):
        return "kk", weight
    return "ru", 0.4
