"""What a number counts: the noun after it, in three languages, and whether it means people."""

import re
from dataclasses import dataclass
from functools import lru_cache

from news.number_tokens import Tokens
from news.word_classes import classify, counted_noun, may_be_adjective
from news.word_lists import words_of


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun: its lemma ("человек", "person", "адам" for people) and where it ends."""

    unit: str
    after: int
    people: bool
    #: Token of the noun itself.
    noun: int
    #: Case of a noun in the singular, "" in the plural ("9 канал" is a name, not nine channels).
    singular: str = ""


#: Nouns that pymorphy calls animate and that are no people.
_ANIMALS = words_of(
    "животное собака кошка кот корова лошадь овца коза свинья птица рыба волк медведь тигр лев "
    "слон "
    "сайгак верблюд кит дельфин змея крыса мышь обезьяна заяц лиса олень лось кабан пчела "
    "насекомое "
    "курица утка гусь баран бык теленок щенок котенок робот вирус бактерия микроб особь кукла "
    "черепаха крокодил ящер ящерица лягушка паук муха оса бабочка жук жираф носорог бегемот зебра "
    "леопард ягнёнок ягненок лама панда коала кенгуру енот бобр барсук еж белка крот летучая "
    "сова ворона воробей попугай пингвин индейка индюк цыплёнок цыпленок куропатка журавль лебедь "
    "лосось карп щука форель акула тунец креветка осьминог моллюск мул осел осёл як бык буйвол "
    "жеребенок жеребёнок кобыла поросенок поросёнок кролик сурок суслик саранча муравей червь "
    "хищник млекопитающее грызун питомец зверь скот особь рысь барс соболь норка песец "
    "мамонт динозавр клещ комар осетр тюлень орел ястреб голубь хомяк краб бот"
)
_PEOPLE_WORDS = words_of("лицо житель боевик персона дитя ребенок ребёнок")
_ADJECTIVES = frozenset({"adjective", "participle"})
_MODIFIERS = 4


def counted(tokens: Tokens, at: int) -> Counted | None:
    """Read the noun phrase that begins at a token, right after a number, or None."""
    low = tokens.low(at)
    if low == "(":
        close = next((n for n in range(at, min(at + 8, len(tokens))) if tokens.lows[n] == ")"), at)
        at, low = close + 1, tokens.low(close + 1)
    if not low[:1].isalpha() and low not in ('"', "«", "“"):
        return None
    if tokens.kazakh[at]:
        return _kazakh(tokens, at)
    if low.isascii():
        return _english(tokens, at)
    return _russian(tokens, at)


def _russian(tokens: Tokens, at: int) -> Counted | None:
    last_adjective = 0
    for step in range(at, min(at + _MODIFIERS, len(tokens))):
        low = tokens.lows[step]
        if low in ('"', "«", "“", ",") and step > at:
            break
        noun = None if before_noun(tokens, step, low) else counted_noun(low)
        if noun is not None and not (noun.name and tokens.capital(step) and step == at):
            people = (noun.animate and noun.lemma not in _ANIMALS) or noun.lemma in _PEOPLE_WORDS
            unit = "человек" if people else noun.lemma.replace("ё", "е")
            return Counted(unit, step + 1, people, step, "" if noun.plural else noun.case)
        if classify(low).kind == "adverb" and classify(tokens.low(step + 1)).kind in _ADJECTIVES:
            continue  # "200 агрессивно настроенных людей"
        if classify(low).kind not in _ADJECTIVES and not before_noun(tokens, step, low):
            break
        last_adjective = step
    if last_adjective and _people_at(tokens, last_adjective):
        return Counted("человек", last_adjective + 1, True, last_adjective)
    return None


def before_noun(tokens: Tokens, at: int, low: str) -> bool:
    """Tell "взрослых детей": a word that is a noun or an adjective, with its noun after it."""
    if not low.endswith(("ых", "их", "ыми", "ими", "ые", "ие")) or tokens.capital(at + 1):
        return False
    follows = tokens.low(at + 1)
    if len(follows) < 3 or not follows.isalpha() or classify(follows).kind != "noun":
        return False
    noun = counted_noun(follows)
    return noun is not None and noun.plural and may_be_adjective(low)


_PEOPLE_STEMS = (
    "пострадавш", "погибш", "ранен", "задержанн", "арестованн", "госпитализированн", "опрошенн",
    "умерш", "обвиняем", "зараженн", "заболевш", "голосовавш", "подозреваем", "эвакуированн",
    "выживш", "служащ", "военнослужащ", "безработн", "больн", "взросл", "военн", "верующ", "учащ",
    "рабоч", "заключенн", "осужденн", "инфицированн", "спасенн", "пропавш", "работающ", "живущ",
    "трудящ", "отдыхающ", "убит", "похищенн", "зарегистрированн", "вакцинированн",
    "несовершеннолетн",
    "неизвестн", "напада", "протестующ", "митингующ", "бастующ", "проживающ", "нуждающ", "уволенн",
    "освобожденн", "уцелевш", "выступавш", "выступающ", "стрелявш", "проголосовавш", "близк",
    "обратившихся", "поступивш", "прохож", "посторонн", "малоимущ", "депортированн", "осиротевш",
    "участвовавш", "присутствовавш", "собравш", "выздоровевш", "привит", "дежурн", "рядов",
)  # fmt: skip


def substantive(low: str) -> bool:
    """Tell an adjective that stands for people ("пострадавших") from one that lost its noun."""
    return low.startswith(_PEOPLE_STEMS) and classify(low).plural


def _people_at(tokens: Tokens, at: int) -> bool:
    """Tell people in an adjective or participle; "75 млн набежавших ... процентов" is money."""
    low = tokens.lows[at]
    active = tokens.low(at - 1).isdecimal() and _ACTIVE.fullmatch(low) is not None
    return substantive(low) or (active and classify(low).plural)


#: Who does something: "желающих", "приехавших"; not what is only near in time or rank.
_ACTIVE = re.compile(
    r"(?!общ|будущ|настоящ|следующ|предыдущ|предстоящ|действующ|существующ|соответствующ|имеющ|"
    r"прошедш|лучш|подходящ|ведущ)[а-яё]+(?:щих|вших)(?:ся)?"
)


EN_STOP = words_of(
    "of in on at by for to from and or but the a an is are was were be been have has had that "
    "which "
    "who will would can could said with as after before since when while than per it its his her "
    "their they he she we i you not this these those into over under about out up off down during "
    "against between more less so if because also did do does years months days hours"
)
_EN_PEOPLE = words_of(
    "man woman child boy girl student pupil teacher doctor nurse officer policeman soldier "
    "civilian "
    "worker employee employer passenger resident citizen victim suspect patient migrant refugee "
    "prisoner inmate voter protester demonstrator tourist visitor player fan user customer "
    "consumer friend brother sister son daughter kid baby adult teenager member individual "
    "survivor driver pilot firefighter rescuer politician lawmaker senator deputy judge juror "
    "lawyer journalist reporter scientist expert american briton russian kazakh european "
    "immigrant guest spectator supporter follower subscriber viewer reader author writer actor "
    "artist parent mother father grandchild wife husband job-seeker staff troop fighter militant "
    "rebel hostage sailor crew pensioner homeowner participant candidate delegate cadet detainee"
)
_EN_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "person", "feet": "foot",
    "policemen": "policeman", "lives": "life", "wives": "wife", "police": "officer",
    "policewomen": "policeman", "grandchildren": "grandchild", "firemen": "firefighter",
    "countries": "country", "series": "series", "species": "species", "staff": "staff",
    "personnel": "staff", "crew": "crew", "troops": "troop", "homes": "home",
}  # fmt: skip


def _english(tokens: Tokens, at: int) -> Counted | None:
    """Take the first plural noun within three words; else the word right after the number."""
    for step in range(at, min(at + _MODIFIERS, len(tokens))):
        low = tokens.lows[step]
        if not low[:1].isalpha() or low in EN_STOP:
            break
        plural = low.endswith("s") and len(low) > 3 and not low.endswith(("ss", "ous"))
        if low in _EN_IRREGULAR or plural:
            unit = singular(low)
            people = unit in _EN_PEOPLE or low == "others"
            return Counted("person" if people or unit == "person" else unit, step + 1, people, step)
    return None


@lru_cache(maxsize=10_000)
def singular(low: str) -> str:
    """Return the singular of an English plural."""
    if low in _EN_IRREGULAR:
        return _EN_IRREGULAR[low]
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|zz)es$", low):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low


_KK_PEOPLE = (
    "адам", "кісі", "оқушы", "студент", "тұрғын", "азамат", "бала", "жұмысшы", "қызметкер",
    "дәрігер", "мұғалім", "отбасы мүше", "науқас", "маман", "сарбаз", "полицей", "депутат",
    "әйел", "жігіт", "зейнеткер", "қатысушы", "спортшы", "үміткер", "талапкер",
    "волонтер", "волонтёр", "еріктi", "ерікті", "кәсіпкер", "халық", "жұрт", "ұстаз", "педагог",
    "журналист", "шахтер", "құтқарушы", "зардап шегуші", "күдікті", "сотталған", "жолаушы",
)  # fmt: skip
_KK_ADJECTIVE = re.compile(r"(?:лық|лік|дық|дік|тық|тік|лы|лі|ғы|гі|қы|кі)$")
#: Words between a Kazakh number and its noun that are not the noun.
KK_PASSED = words_of(
    "астам жуық артық аса дейін таяу шамалы ғана бірдей бірлік және жаңа түрлі дана қана ақ "
    "шақты шамалас - ға ге қа ке ден дан тен тан нен нан дай дей"
)
_KK_AGENT = re.compile(
    r"(?:ушы|уші|шы|ші)(?:лар|лер)?(?:ы|і|сы|сі)?(?:ны|ні|ға|ге|ның|нің|дан|ден)?$"
)
_KK_CASES = re.compile(
    r"(?:лар|лер|дар|дер|тар|тер)?(?:ы|і|сы|сі)?"
    r"(?:ға|ге|қа|ке|ны|ні|ды|ді|ты|ті|дан|ден|тан|тен|нан|нен|да|де|та|те"
    r"|ның|нің|дың|дің|тың|тің|мен|бен|пен)$"
)


def _kazakh(tokens: Tokens, at: int) -> Counted | None:
    for step in range(at, min(at + 6, len(tokens))):
        low = tokens.lows[step]
        if low in KK_PASSED:
            continue
        if not low[:1].isalpha() or tokens.capital(step) or low in _KK_VERBS:
            break
        if low == "елді" and tokens.low(step + 1).startswith("мекен"):
            return Counted("елді мекен", step + 2, False, step)
        if low == "жұмыс" and tokens.low(step + 1).startswith("орн"):
            return Counted("жұмыс орны", step + 2, False, step)
        if low == "тұрғын" and tokens.low(step + 1).startswith("үй"):
            return Counted("тұрғын үй", step + 2, False, step)
        if low.startswith(_KK_PEOPLE) or _KK_AGENT.search(low, 3):
            return Counted("адам", step + 1, True, step)
        if _KK_ADJECTIVE.search(low) and step + 1 < len(tokens) and len(low) > 4:
            continue
        return Counted(kazakh_lemma(low), step + 1, False, step)
    return None


#: Verbs right after a number: what is counted stands before it ("халық саны 20 миллионнан асты").
_KK_VERBS = words_of(
    "асты асады асқан асып жетті жеткен жетеді болды болған болады құрады құрайды өсті өскен "
    "кеміді азайды қысқарды төмендеді көтерілді көтерілген артты артқан бар жоқ"
)
#: Nouns too short for the rule of four letters.
_KK_SHORT = words_of("ел үй жер мал су көл тау жол қала ауыл күй ұл қыз тіл ән")


@lru_cache(maxsize=10_000)
def kazakh_lemma(low: str) -> str:
    """Cut the case ending off a Kazakh noun, with the plural before it; four letters stay."""
    for size in (2, 3, 4):
        if low[:size] in _KK_SHORT and _KK_CASES.fullmatch(low[size:]):
            return low[:size]
    match = _KK_CASES.search(low, 4)
    return low[: match.start()] if match else low
