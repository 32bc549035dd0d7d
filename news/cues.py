"""Cheap signs in a sentence: names, figures, dates, speech; regular expressions only."""

import re
from collections.abc import Iterator

import razdel

WORD = re.compile(r"[^\W_]+")


def _stems(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


#: Stems that carry no subject (function words, verbs of saying), as `news.words.stem` gives them.
EMPTY = _stems(
    """что как так все она они оно его при для это эта эти этот эт был была было были быт ест нет или
    если когд чтоб котор котора котор также такж тож тольк уж ещ ег е их им ем ей нем них мен теб
    себ сво мо тво наш ваш сам сам над под пред посл до через межд кром согласн ране позж пот
    затем том тог тому тем сказа заяв сообща сообщ рассказа отмет говор счита добав подчеркнул подчеркн
    врем год лет году стал стат мож могут должн нужн можн очен больш бол мен одн один перв втор нов
    так так кажд друг друг межд сред свои котор всег вед даж лиш имен имен поэт один кто где куд
    және мен бен пен бұл сол осы ол олар деп деді деген болды болып болған үшін бойынша туралы бар
    жоқ екен емес еді жылы жыл күні кейін дейін арқылы сондай оның оған оны олардың
    the and for that with was were has have had this from are but not his her him she they them their
    its who whom which what when where will would could should been being there then than also into
    over after before about out all one two new said say says told year years more most some such just
    our your you can may might did does doing other only very who's it's don't"""
)

_UPPER = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
_NAME = re.compile(
    rf"(?<=[\w,;:)»”\"–—-] )[«\"“(]?([{_UPPER}][\w’'-]+)|^[«\"“]?([{_UPPER}][\w’'-]+)(?=\s[{_UPPER}]\w)"
    rf"|^([{_UPPER}]{{2,}})\b"
)


def names(sentence: str) -> Iterator[str]:
    """Yield the capitalised words that do not merely open the sentence, cut to their first letters.

    Endings differ ("Астана", "Астане"), so five letters stand for a name.
    """
    for found in _NAME.finditer(sentence):
        yield (found[1] or found[2] or found[3])[:5].lower()


_MANY = r"тыс\w*|млн|млрд|трлн|миллион\w*|миллиард\w*|триллион\w*|мың\w*|thousand|million|billion|trillion|bn|m"
_UNIT = (
    r"тенге|теңге\w*|тг|₸|руб\w*|₽|долл\w*|евро|сом\w*|юан\w*|гривен|гривн\w*|dollars?|euros?|pounds?|"
    r"%|процент\w*|пайыз\w*|percent|per\scent|"
    r"человек\w*|людей|детей|погибш\w*|ранен\w*|пострадавш\w*|случа\w*|преступлен\w*|адам\w*|бала\w*|"
    r"лет|года?\sлишения|жыл\w*|people|children|killed|injured|deaths?|cases|years?|"
    r"км\w*|километр\w*|метр\w*|га|гектар\w*|тонн\w*|градус\w*|шақырым\w*|miles?|km|tons?|tonnes?|acres?"
)
_FIGURE = re.compile(
    rf"(?P<money>[$€£₸₽]\s?\d[\d\s.,\xa0]*(?:\s?(?:{_MANY})\b)?)"
    rf"|(?P<number>\d+(?:[\s\xa0.,]\d+)*)[\s\xa0]?(?:(?:{_MANY})\b\.?)?[\s\xa0]?(?:{_UNIT})(?!\w)"
    rf"|(?P<many>\d+(?:[.,]\d+)?)[\s\xa0](?:{_MANY})\b",
    re.IGNORECASE,
)


def figures(sentence: str) -> Iterator[str]:
    """Yield the numbers with a unit or a magnitude, as written."""
    for found in _FIGURE.finditer(sentence):
        yield found[0].strip()


_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[\s\xa0.,]\d+)*")


def count_numbers(sentence: str) -> int:
    """Return how many numbers in digits a sentence has."""
    return sum(1 for _ in _NUMBER.finditer(sentence))


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years(sentence: str) -> list[int]:
    """Return the years that a sentence names."""
    return [int(year) for year in _YEAR.findall(sentence)]


DATE = re.compile(
    r"\b\d{1,2}\s(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|"
    r"қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)"
    r"|\b(?:сегодня|вчера|накануне|бүгін|кеше|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|\b(?:понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье)\b",
    re.IGNORECASE,
)
SPEECH = re.compile(r"[»”\"'’],?\s[-–—]|^[-–—]\s|[:,]\s?[«“\"][^«»“”\"]{30,}|['‘][^'’]{40,}['’]")
FIRST_PERSON = re.compile(
    r"\b(?:я|мы|мне|нам|меня|нас|мой|моя|мои|наш|наша|наши|мною|i|we|me|us|my|our|i'm|мен|біз|менің|біздің)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(
    r"\b(?:он|она|они|его|её|ее|их|ему|ей|им|ими|нём|нем|ней|них|него|неё|это|этот|эта|эти|этого|этом|"
    r"he|she|they|his|her|their|it|its|him|them|this|that|ол|олар|оның|олардың|бұл|оны|оған)\b",
    re.IGNORECASE,
)
ATTRIBUTED = re.compile(
    r"\b(?:сообщ\w+|заяви\w+|сказал\w*|отметил\w*|рассказал\w*|по (?:данным|словам|информации)|"
    r"according|said|says|told|announced|хабарла\w+|айтты|мәлімде\w+|мәліметінше|айтуынша)\b",
    re.IGNORECASE,
)

_END = re.compile("[.!?…][»”\"“’')\\]]*$")
_OPENS = re.compile(rf"[«\"“„'‘(\[]*[{_UPPER}\d$€£₸№]")


def is_whole(sentence: str) -> bool:
    """Tell whether a sentence begins and ends as one, and closes the quotation marks it opens."""
    if not _END.search(sentence) or not _OPENS.match(sentence):
        return False
    return sentence.count("«") == sentence.count("»") and sentence.count('"') % 2 == 0


_INNER = re.compile(r"[.!?…;»”\"')\]]\s")


def stops(sentence: str) -> int:
    """Return how many sentences a plain splitter makes of this one: at least 1."""
    if not _INNER.search(sentence):
        return 1
    return max(1, sum(1 for _ in razdel.sentenize(sentence)))
