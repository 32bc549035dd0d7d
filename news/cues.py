"""Cheap signs in a sentence: names, figures, dates, speech. Word sets first, expressions last.

A summary of every incoming article is worked out with these, so they cost little.
"""

import re
from collections.abc import Iterable, Iterator

import razdel

WORD = re.compile(r"[^\W_]+")


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


#: Stems that carry no subject (function words, verbs of saying), as `news.words.stem` gives them.
EMPTY = _set(
    """что как так все она они оно его при для это эта эти этот эт был была было были будет быт ест
    нет или если когд чтоб котор котора также такж тож тольк уж ещ ег е их им ем ей нем них мен теб
    себ сво мо тво наш ваш сам над под пред посл до через межд кром согласн ране позж пот затем том
    тог тому тем сказа заяв сообща сообщ рассказа отмет говор счита добав подчеркнул врем год лет
    году стал стат мож могут должн нужн можн очен больш бол мен одн один перв втор нов кажд друг
    сред всег вед даж лиш имен поэт кто где куд
    және мен бен пен бұл сол осы олар деп деді деген болды болып болған үшін бойынша туралы бар жоқ
    екен емес еді жылы жыл күні кейін дейін арқылы сондай оның оған оны олардың
    the and for that with was were has have had this from are but not his her him she they them
    their its who whom which what when where will would could should been being there then than also
    into over after before about out all one two new said say says told year years more most some
    such just our your you can may might did does doing other only very"""
)

_UPPER = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
# These begin with the one set of characters that can begin a hit, and look back from there: so they
# are searched for three times as fast.
_INNER_NAME = re.compile(rf"[{_UPPER}](?:(?<=[^.!?…—\s] .)|(?<=[^.!?…—\s] [«\"“„(].))[\w’'-]+")
_FIRST_NAME = re.compile(rf"[«\"“„]?([{_UPPER}][\w’'-]+)(?=\s[{_UPPER}]\w)|([{_UPPER}]{{2,}})\b")


def names(sentence: str) -> list[str]:
    """Return the capitalised words that do not merely open the sentence, as written."""
    first = _FIRST_NAME.match(sentence)
    words = [first[1] or first[2]] if first else []
    words += _INNER_NAME.findall(sentence)
    return [word for word in words if word not in _CALENDAR]


_CALENDAR = _set(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June
    July August September October November December"""
)


def name_key(name: str) -> str:
    """Return what stands for a name in all its forms ("Астана", "Астане"): its first letters."""
    return name[:5].lower()


_MANY = (
    r"тыс\w*|млн|млрд|трлн|миллион\w*|миллиард\w*|триллион\w*|мың\w*|thousand|million|billion|"
    r"trillion|bn"
)
_UNIT = (
    r"тенге|теңге\w*|тг|₸|руб\w*|₽|долл\w*|евро|сом\w{0,2}|юан\w*|гривен|гривн\w*|dollars?|euros?|"
    r"pounds?|%|процент\w*|пайыз\w*|percent|per\scent|человек\w*|людей|детей|погибш\w*|ранен\w*|"
    r"пострадавш\w*|случа\w*|преступлен\w*|адам\w*|бала\w*|лет|года?\sлишения|жыл\w*|people|"
    r"children|killed|injured|deaths?|cases|years?|км\w*|километр\w*|метр\w*|га|гектар\w*|тонн\w*|"
    r"градус\w*|шақырым\w*|miles?|km|tons?|tonnes?|acres?"
)
_FIGURE = re.compile(
    rf"[$€£₸₽\d](?:(?<=\d)\d*+(?:[\s\xa0.,]\d+)*+[\s\xa0]?"
    rf"(?:(?:(?:{_MANY})\b\.?)?[\s\xa0]?(?:{_UNIT})(?!\w)|(?:{_MANY})\b)"
    rf"|(?<=\D)\s?\d[\d\s.,\xa0]*(?:\s?(?:{_MANY})\b)?)"
)
_DIGIT = re.compile(r"\d")


def figures(sentence: str) -> list[str]:
    """Return the numbers with a unit or a magnitude, as written."""
    if not _DIGIT.search(sentence):
        return []
    spans = [found.span() for found in _FIGURE.finditer(_lowered(sentence))]
    return [sentence[start:end].strip(" \xa0.,") for start, end in spans]


_AMOUNT = re.compile(
    rf"[$€£₸₽]|(?:{_MANY})|%|тенге|теңге|руб|долл|евро|процент|пайыз", re.IGNORECASE
)


def is_amount(figure: str) -> bool:
    """Tell whether a figure is money, a share or a number in thousands and more."""
    return bool(_AMOUNT.search(figure))


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return WORD.findall(_lowered(text))


def _lowered(text: str) -> str:
    """Return a text in lower case, each character at its place (the small "İ" is longer)."""
    return text.replace("İ", "i").lower()


def numbers(sentence: str, words: Iterable[str]) -> list[str]:
    """Return which of a sentence's words are numbers in digits."""
    return [word for word in words if word.isdecimal()] if _DIGIT.search(sentence) else []


def years(numbers: Iterable[str]) -> list[int]:
    """Return the years among the numbers of a sentence."""
    return [int(number) for number in numbers if len(number) == 4 and "1900" <= number <= "2099"]


_MONTHS = _set(
    """янва февр март апре июня июля авгу сент октя нояб дека мая июнь июль янва
    қаңт ақпа наур сәуі мамы маус шілд тамы қырк қаза қара желт
    janu febr marc apri june july augu sept octo nove dece"""
)
_DAYS = _set(
    """сегодня вчера накануне бүгін кеше today yesterday понедельник вторник среду четверг пятницу
    субботу воскресенье дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі monday tuesday
    wednesday thursday friday saturday sunday"""
)


def is_dated(tokens: list[str], numbers: list[str]) -> bool:
    """Tell whether a sentence names a day: "13 марта", "вчера", "on Friday"."""
    if not _DAYS.isdisjoint(tokens):
        return True
    return bool(numbers) and any(
        token[:4] in _MONTHS and _has_day(tokens, at) for at, token in enumerate(tokens)
    )


def _has_day(tokens: list[str], at: int) -> bool:
    near = tokens[max(0, at - 1) : at] + tokens[at + 1 : at + 2]
    return any(len(token) < 3 and token.isdecimal() for token in near)


FIRST_PERSON = _set(
    "я мы мне нам меня нас мой моя мои наш наша наши i we me us my our мен біз менің біздің"
)
PRONOUNS = _set(
    """он она они его её ее их ему ей им ими нём нем ней них него неё это этот эта эти этого этом
    he she they his her their it its him them this that ол олар оның олардың бұл оны оған"""
)
_SAYING = _set(
    """сообщи сообща сообще заявил заявля сказал отмети отмеча расска данным словам информ accord
    said says told announ хабарл айтты мәлімд мәліме айтуын"""
)


def is_attributed(tokens: Iterable[str]) -> bool:
    """Tell whether a sentence says who says so."""
    return not _SAYING.isdisjoint([token[:6] for token in tokens])


_SPEECH = re.compile(
    r"[»”\"'’],?\s[-–—]|^[-–—]\s|[:,]\s?[«“\"][^«»“”\"]{30}|^['‘«“\"]|['‘][^'’]{40,300}['’]"
)


_MARKED = re.compile("[«»“”\"‘’']|^[-–—]")


def is_speech(sentence: str) -> bool:
    """Tell whether a sentence is, for a good part, somebody's own words."""
    return bool(_MARKED.search(sentence) and _SPEECH.search(sentence))


_OPENS = re.compile(rf"[«\"“„'‘(\[]*[{_UPPER}\d$€£₸№]")


def is_whole(sentence: str) -> bool:
    """Tell whether a sentence begins and ends as one, and closes the quotation marks it opens."""
    bare = sentence.rstrip("»”\"“’')]")
    if not bare or bare[-1] not in ".!?…" or not _OPENS.match(sentence):
        return False
    return sentence.count("«") == sentence.count("»") and sentence.count('"') % 2 == 0


# Where razdel can split: it never does before a small letter, nor after a bracket or quotation mark
# that no end mark stands before. What looks like a smile to it is an end too.
_INNER = re.compile(
    r"[.!?…;:=](?:(?<=[.!?…])\s*[»”’\"„')\]}]|(?<=[:;=])-?[()]{1,3}|(?<=[.!?…;]))"
    r"\s+(?![a-zа-яё]+(?!\w))"
)


def stops(sentence: str) -> int:
    """Return how many sentences a plain splitter makes of this one: at least 1."""
    if not _INNER.search(sentence):
        return 1
    return max(1, sum(1 for _ in razdel.sentenize(sentence)))


def first_words(found: Iterable[str], count: int) -> Iterator[str]:
    """Yield the first different words, at most so many."""
    for at, word in enumerate(dict.fromkeys(found)):
        if at == count:
            return
        yield word
