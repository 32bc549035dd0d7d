"""The words of time in Russian, Kazakh and English, and the parts of a text that they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Any

from news import kazakh
from news.schedule import EVERY_DAY, WEEKEND, WORKDAYS
from news.word_lists import phrases_of

#: What is longer is no wish about times; the rest of it is not read.
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a text, `text[start:end]`, and what it means.

    Kinds with values: "time" (time), "hour" (time, perhaps of the other half of the day: "8:00"),
    "bare" (an hour without more: "8"), "number" (an hour in a word, which is one only where
    something says so), "part" (of the day: str), "days" (frozenset, 0 = Monday). Without values:
    "at_once", "quiet", "off", "without" (as off, before quiet alone), "weekly" (a day is to be
    named), "once a day", "except", "but" (as except, after its days), "from", "to", "until" (as to,
    after it), "dash", "and", "mark", "cue" (an hour may follow), "oclock", "по", "filler", "?"
    (unknown).
    """

    kind: str
    value: Any
    start: int
    end: int


_DAY_NAMES = (
    "понедельник понедельника понедельнику понедельники понедельникам пн пон пнд "
    "monday mondays mon дүйсенбі дс|"
    "вторник вторника вторнику вторники вторникам вт втр tuesday tuesdays tue tues сейсенбі сс|"
    "среда среду среды среде средам ср срд wednesday wednesdays wed сәрсенбі|"
    "четверг четверга четвергу четверги четвергам чт чтв "
    "thursday thursdays thu thur thurs бейсенбі бс|"
    "пятница пятницу пятницы пятнице пятницам пт птн friday fridays fri жұма жм|"
    "суббота субботу субботы субботе субботам сб сбт saturday saturdays sat сенбі|"
    "воскресенье воскресенья воскресенью воскресеньям воскресение вс вск "
    "sunday sundays sun жексенбі жс жк"
)
#: Weekdays, 0 = Monday, by their names.
DAY_NAMES = {name: day for day, names in enumerate(phrases_of(_DAY_NAMES)) for name in names}

_DAYS: dict[frozenset[int], str] = {
    EVERY_DAY: "каждый день|ежедневно|каждодневно|daily|every day|everyday|each day|"
    "без выходных|"
    "күн сайын|күнделікті|күнде|әр күні|әр күн",
    WORKDAYS: "будни|будням|будние|будний|буднего|будние дни|будням дням|будним дням|рабочие дни|"
    "рабочим дням|в рабочие|weekdays|weekday|every weekday|workdays|working days|business days|"
    "жұмыс күндері|жұмыс күні|жұмыс күндерінде",
    WEEKEND: "выходные|выходным|выходных|выходной|выходные дни|выходным дням|weekend|weekends|"
    "демалыс күндері|демалыс күні|демалыс күндерінде|демалыста|демалыс",
}
_PARTS = {
    "morning": "утра|утром|утро|утрам|morning|mornings|таңғы|таңертең|таңертеңгі|таңда|таңнан",
    "day": "дня|днем|afternoon|afternoons|түстен кейін|күндіз|күндізгі",
    "evening": "вечера|вечером|вечер|вечерам|evening|evenings|кешкі|кешқұрым|кешке|кеште",
    "night": "ночи|ночью|ночь|ночам|night|nights|түнгі|түнде|түн",
}
_KINDS = {
    "at_once": "сразу|сразу же|немедленно|мгновенно|моментально|тут же|по мере поступления|"
    "по мере появления|при поступлении|at once|immediately|instantly|instant|right away|asap|"
    "as they come|real time|realtime|бірден|дереу|лезде|шұғыл|сол сәтте",
    "quiet": "тихо|тишина|тишину|тишины|тихие часы|тихих часов|тихий час|тихое время|тихий режим|"
    "не беспокоить|не беспокой|не шуметь|без звука|молчать|молчи|quiet|silent|silence|"
    "quiet hours|quiet time|do not disturb|dnd|mute|"
    "тыныш|тыныштық|тыныш уақыт|тыныш сағаттар|мазаламау|мазалама",
    "off": "нет|выключить|выключи|отключить|отключи|отменить|отмени|убрать|убери|никогда|off|"
    "no|none|never|disable|өшіру|өшір|жоқ|керек емес",
    "without": "без|without",
    "weekly": "раз в неделю|еженедельно|weekly|once a week|every week|каждую неделю|"
    "аптасына бір рет|апта сайын",
    "once a day": "раз в день|раз в сутки|once a day|once daily|күніне бір рет",
    "except": "кроме|исключая|за исключением|except|excluding|but not",
    "but": "басқа|басқасы",
    "from": "с|со|от|между|from|between",
    "to": "до|to|till|until|through|thru",
    "until": "дейін|шейін",
    "and": "и|а также|and|мен|пен|бен|және|да",
    "cue": "в|во|к|at|сағат",
    "oclock": "час|часа|часов|часам|hours|hour|o'clock|oclock|сағатта",
    "по": "по",
    "filler": "на|каждый|каждую|каждое|каждые|every|each|on|in|in the|the|of|күні|күндері|әр|сайын|"
    "только|only|тек|дайджест|дайджесты|сводка|сводку|сводки|digest|digests|мне|me|send|присылай|"
    "присылать|пришли|жібер|пожалуйста|please|дни|дням|days",
}

#: Hours by their numbers, 1 to 12; they are hours only where something says so ("в семь").
_HOURS = (
    "one/два|двух|two|екі/три|трех|three|үш/четыре|четырех|four|төрт/пять|пяти|five|бес/"
    "шесть|шести|six|алты/семь|семи|seven|жеті/восемь|восьми|eight|сегіз/девять|девяти|nine|тоғыз/"
    "десять|десяти|ten|он/одиннадцать|одиннадцати|eleven|он бір/двенадцать|двенадцати|twelve|он екі"
)
#: Half past an hour in one Russian word, from half past twelve on.
_HALVES = (
    "полпервого|полвторого|полтретьего|полчетвертого|полпятого|полшестого|"
    "полседьмого|полвосьмого|полдевятого|полдесятого|полодиннадцатого|полдвенадцатого"
)
_MOMENTS = {
    time(0): "полночь|полночи|полуночи|midnight|түн ортасы|түн ортасында",
    time(12): "полдень|полудня|полудню|noon|midday|тал түс|тал түсте|түсте",
    time(13): "час дня",
    time(1): "час ночи",
}
#: Kazakh words of these kinds are known in their cases ("жұмаға", "сегізде").
_INFLECTED = ("days", "number")


def _vocabulary() -> dict[tuple[str, ...], tuple[str, Any]]:
    """Return what each phrase means, by its words: its kind and value."""
    groups: list[tuple[str, Any, str]] = [
        *((kind, None, texts) for kind, texts in _KINDS.items()),
        *(("part", part, texts) for part, texts in _PARTS.items()),
        *(("days", days, texts) for days, texts in _DAYS.items()),
        *(("number", time(hour % 24), texts) for hour, texts in enumerate(_HOURS.split("/"), 1)),
        *(("hour", time(hour or 12, 30), word) for hour, word in enumerate(_HALVES.split("|"))),
        *(("time", moment, texts) for moment, texts in _MOMENTS.items()),
    ]
    groups += (("days", frozenset((day,)), name) for name, day in DAY_NAMES.items())
    return {phrase: (kind, value) for kind, value, text in groups for phrase in phrases_of(text)}


VOCABULARY = _vocabulary()
_LONGEST_PHRASE = max(map(len, VOCABULARY))

_TOKEN = re.compile(
    r"""
    (?P<number> \d{1,2}-(?:2[5-9]|[3-5]\d)(?![\d:.]) | \d+ (?:[:.]\d+)* )
      (?: \s?(?P<half>[ap])\.?m\b\.? | (?:\s?(?:ч|h)\b)
        | -?(?P<ending>де|те|да|та|ден|тен|дан|тан|нен|нан|ге|ке|ға|қа)\b )?
    | (?P<word> [^\W\d_]+ (?:['’][^\W\d_]+)? )
    | (?P<dash> [-–—−] (?![^\W\d_]) | (?<=\w) [-–—−] )
    | (?P<and> & )
    | (?P<mark> [,;./()!] )
    | (?P<filler> : )
    | (?P<other> «[^»]*» | “[^”]*” | "[^"]*" | [-+−–—][^\W_][\w-]* | \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = ("dash", "and", "mark", "filler")
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.-]([0-9]{2}))?")


def items(text: str) -> list[Item]:
    """Return the parts of a text in order, phrases as one; what has no meaning is "?"."""
    tokens = list(_TOKEN.finditer(text[:LONGEST]))
    found: list[Item] = []
    at = 0
    while at < len(tokens):
        item, used = _item(tokens, at)
        found.append(item)
        at += used
    if len(text) > LONGEST:
        found.append(Item("?", None, LONGEST, len(text)))
    return found


def _item(tokens: list[re.Match[str]], at: int) -> tuple[Item, int]:
    """Return the item that begins at a token, and how many tokens it takes."""
    token = tokens[at]
    if token["word"]:
        return _phrase(tokens, at)
    if token["number"]:
        kind, value = _number(token)
    else:
        kind, value = (token.lastgroup if token.lastgroup in _SIGNS else "?"), None
    return Item(kind, value, token.start(), token.end()), 1


def _phrase(tokens: list[re.Match[str]], at: int) -> tuple[Item, int]:
    words = [fold(token["word"] or "") for token in tokens[at : at + _LONGEST_PHRASE]]
    for length in range(len(words), 0, -1):
        if meaning := VOCABULARY.get(tuple(words[:length])):
            last = tokens[at + length - 1]
            return Item(*meaning, tokens[at].start(), last.end()), length
    return Item(*_in_kazakh_case(words[0]), tokens[at].start(), tokens[at].end()), 1


def _in_kazakh_case(word: str) -> tuple[str, Any]:
    for stem in kazakh.stems(word)[1:]:
        kind, value = VOCABULARY.get((stem,), ("?", None))
        if kind in _INFLECTED:
            return "hour" if kind == "number" else kind, value
    return "?", None


def _number(token: re.Match[str]) -> tuple[str, Any]:
    """Return "time" where am or pm stands with it, else "hour"; "?" for what is no time."""
    match = _CLOCK.fullmatch(token["number"])
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (25, 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return "?", None
    found = time(hour % 24, minute)
    half = (token["half"] or "").lower()
    if half == "a" and hour > 12:
        return "?", None
    if half:
        return "time", in_part(found, f"{half}m")
    return ("bare" if token[0].isdecimal() else "hour"), found


#: To which hours each part of the day adds twelve, and what its twelve o'clock is.
_LATER = {
    "am": (range(0), 0),
    "pm": (range(1, 12), 12),
    "morning": (range(0), 12),
    "day": (range(1, 8), 12),
    "evening": (range(3, 12), 0),
    "night": (range(8, 12), 0),
}


def in_part(clock: time, part: str) -> time:
    """Return what a time on a clock face is in a part of the day; "20:00" stays what it is."""
    later, twelve = _LATER[part]
    if clock.hour == 12:
        return clock.replace(hour=twelve)
    return clock.replace(hour=clock.hour + 12) if clock.hour in later else clock


def fold(word: str) -> str:
    """Return a word as the vocabulary has it."""
    return word.lower().replace("ё", "е").replace("’", "'")
