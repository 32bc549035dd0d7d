"""Units of measure and money of three languages, in every written form, and their normal names."""

from dataclasses import dataclass

from news.number_tokens import Tokens
from news.word_lists import words_of


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit read from tokens up to `after` (exclusive)."""

    #: ISO code, "%", "п.п." or a lower-case lemma.
    name: str
    #: money, share, time, measure, people or count.
    sort: str
    after: int


#: Money signs that stand before or after the number.
SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "₸": "KZT", "¥": "CNY", "₴": "UAH",
    "₹": "INR", "₺": "TRY", "₩": "KRW", "₾": "GEL", "₼": "AZN", "৳": "BDT", "₿": "BTC",
}  # fmt: skip

#: Stems of money words; what follows the stem is an ending of at most five letters.
_MONEY_STEMS = {
    "тенге": "KZT", "теңге": "KZT", "тг": "KZT", "тнг": "KZT", "рубл": "RUB", "руб": "RUB",
    "доллар": "USD", "долл": "USD", "евро": "EUR", "еуро": "EUR", "юан": "CNY", "гривен": "UAH",
    "гривн": "UAH", "сомон": "TJS", "дирхам": "AED", "рупи": "INR", "песо": "MXN", "франк": "CHF",
    "динар": "RSD", "манат": "AZN", "лари": "GEL", "драм": "AMD", "злот": "PLN", "биткоин": "BTC",
    "биткойн": "BTC", "шекел": "ILS", "реал": "BRL",
}  # fmt: skip
_MONEY_WORDS = {
    "фунт": "GBP", "фунта": "GBP", "фунтов": "GBP", "фунтам": "GBP", "фунты": "GBP",
    "сом": "KGS", "сома": "KGS", "сомов": "KGS", "сомам": "KGS", "сомға": "KGS", "сум": "UZS",
    "сума": "UZS", "сумов": "UZS", "крон": "SEK", "кроны": "SEK", "крона": "SEK", "иен": "JPY",
    "иены": "JPY", "йен": "JPY", "вон": "KRW", "воны": "KRW", "лир": "TRY", "лиры": "TRY",
    "марок": "DEM", "марки": "DEM", "леев": "MDL", "бат": "THB", "батов": "THB", "реалов": "BRL",
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pound": "GBP",
    "pounds": "GBP", "rouble": "RUB", "roubles": "RUB", "ruble": "RUB", "rubles": "RUB",
    "tenge": "KZT", "yuan": "CNY", "yen": "JPY", "som": "KGS", "soms": "KGS", "sum": "UZS",
    "rupees": "INR", "rupee": "INR", "francs": "CHF", "usd": "USD", "eur": "EUR", "kzt": "KZT",
    "rub": "RUB", "gbp": "GBP", "cny": "CNY", "chf": "CHF", "bitcoin": "BTC", "bitcoins": "BTC",
}  # fmt: skip
_NOT_MONEY = words_of("рубли руб рубеж реальн реально") - {"рубли", "руб"}
#: "гонконгских долларов" is not USD.
_MONEY_ADJECTIVES = {
    "гонконгск": {"USD": "HKD"}, "канадск": {"USD": "CAD"}, "австралийск": {"USD": "AUD"},
    "сингапурск": {"USD": "SGD"}, "новозеландск": {"USD": "NZD"}, "американск": {},
    "белорусск": {"RUB": "BYN"}, "российск": {}, "казахстанск": {}, "китайск": {},
    "швейцарск": {}, "английск": {}, "британск": {}, "немецк": {}, "турецк": {},
    "японск": {"JPY": "JPY"}, "чешск": {"SEK": "CZK"}, "норвежск": {"SEK": "NOK"},
    "датск": {"SEK": "DKK"}, "шведск": {}, "индийск": {}, "узбекск": {"KGS": "UZS"},
    "кипрск": {"GBP": "CYP"}, "египетск": {"GBP": "EGP"}, "ливанск": {"GBP": "LBP"},
    "сирийск": {"GBP": "SYP"}, "иракск": {"RSD": "IQD"}, "кувейтск": {"RSD": "KWD"},
    "сербск": {}, "тайваньск": {"USD": "TWD"}, "исландск": {"SEK": "ISK"},
    "мексиканск": {}, "аргентинск": {"MXN": "ARS"}, "филиппинск": {"MXN": "PHP"},
    "чилийск": {"MXN": "CLP"}, "пакистанск": {"INR": "PKR"}, "бразильск": {},
    "южнокорейск": {}, "азербайджанск": {}, "туркменск": {"AZN": "TMT"},
    "австралиялық": {"USD": "AUD"}, "canadian": {"USD": "CAD"}, "australian": {"USD": "AUD"},
    "us": {}, "hong": {"USD": "HKD"},
}  # fmt: skip
#: Prefixes of a dollar sign: A$, C$, HK$, US$.
DOLLAR_PREFIXES = {"us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "hk": "HKD"}
_TAILS = {
    "USD": ("сша",), "GBP": ("стерлингов", "стерлингам", "стерлинги", "sterling"),
}  # fmt: skip

_MEASURES: dict[tuple[str, str], str] = {
    ("год", "time"): "год года году годом годы годов годам годами годах лет летам летие г",
    ("месяц", "time"): "месяц месяца месяцу месяцем месяцев месяцы месяцам месяцами месяцах мес",
    ("неделя", "time"): "неделя недели неделю недель неделе неделям неделями неделях",
    ("день", "time"): "день дня дню днем дней дни дням днями днях сутки суток сутками суткам",
    ("час", "time"): "час часа часу часом часов часы часам часами часах ч",
    ("минута", "time"): "минута минуты минуту минут минутам минутами минутах мин",
    ("секунда", "time"): "секунда секунды секунду секунд секундам секундами секундах сек",
    ("век", "time"): "век века веков",
    ("км", "measure"): "км километр километра километров километры километрам километрах "
    "километре километрами",
    ("м", "measure"): "м метр метра метров метры метрам метрах метрами метре",
    ("см", "measure"): "см сантиметр сантиметра сантиметров сантиметры сантиметрах",
    ("мм", "measure"): "мм миллиметр миллиметра миллиметров миллиметры",
    ("га", "measure"): "га гектар гектара гектаров гектары гектарах гектарам",
    ("тонна", "measure"): "тонна тонны тонну тонн тоннам тоннами тоннах т",
    ("кг", "measure"): "кг килограмм килограмма килограммов килограммы",
    ("г", "measure"): "грамм грамма граммов граммы гр",
    ("центнер", "measure"): "центнер центнера центнеров ц",
    ("л", "measure"): "литр литра литров литры литрам",
    ("баррель", "measure"): "баррель барреля баррелей",
    ("градус", "measure"): "градус градуса градусов градусам градусах °c °с",
    ("мвт", "measure"): "мвт мегаватт мегаватта", ("квт", "measure"): "квт киловатт",
    ("гвт", "measure"): "гвт гигаватт",
    ("балл", "measure"): "балл балла баллов баллы баллам",
    ("раз", "measure"): "раз раза разы разам",
    ("соток", "measure"): "соток сотки", ("акр", "measure"): "акр акра акров",
    ("миля", "measure"): "миля мили миль милях", ("фут", "measure"): "фут фута футов",
    ("дюйм", "measure"): "дюйм дюйма дюймов", ("узел", "measure"): "узлов",
    ("карат", "measure"): "карат карата каратов",
    ("гб", "measure"): "гб гигабайт гигабайта гигабайтов", ("мб", "measure"): "мб мегабайт",
    ("человек", "people"): "человек человека человеку человеком людей люди людям людьми чел",
    ("year", "time"): "year years", ("month", "time"): "month months",
    ("week", "time"): "week weeks", ("day", "time"): "day days", ("hour", "time"): "hour hours",
    ("minute", "time"): "minute minutes", ("second", "time"): "seconds",
    ("decade", "time"): "decades decade",
    ("km", "measure"): "km kilometres kilometers kilometre kilometer",
    ("m", "measure"): "metres meters metre meter", ("mile", "measure"): "mile miles",
    ("foot", "measure"): "feet foot ft", ("inch", "measure"): "inches inch",
    ("mph", "measure"): "mph", ("kg", "measure"): "kg kilograms kilogram kilos",
    ("tonne", "measure"): "tonnes tonne tons ton", ("acre", "measure"): "acres acre",
    ("hectare", "measure"): "hectares hectare", ("degree", "measure"): "degrees degree",
    ("pound", "measure"): "lb lbs", ("barrel", "measure"): "barrels barrel",
    ("point", "measure"): "points", ("time", "measure"): "times",
    ("person", "people"): "person persons people",
}  # fmt: skip

#: Kazakh stems with the endings that number phrases take.
_KAZAKH_UNITS = {
    "жыл": ("жыл", "time"), "ай": ("ай", "time"), "апта": ("апта", "time"), "күн": ("күн", "time"),
    "сағат": ("сағат", "time"), "минут": ("минут", "time"), "секунд": ("секунд", "time"),
    "ғасыр": ("ғасыр", "time"), "шақырым": ("км", "measure"), "километр": ("км", "measure"),
    "метр": ("м", "measure"), "сантиметр": ("см", "measure"), "миллиметр": ("мм", "measure"),
    "гектар": ("га", "measure"), "тонна": ("тонна", "measure"), "литр": ("л", "measure"),
    "килограмм": ("кг", "measure"), "келі": ("кг", "measure"), "грамм": ("г", "measure"),
    "центнер": ("центнер", "measure"), "градус": ("градус", "measure"), "балл": ("балл", "measure"),
    "бал": ("балл", "measure"),
    "баррель": ("баррель", "measure"), "мегаватт": ("мвт", "measure"), "есе": ("есе", "measure"),
    "рет": ("рет", "measure"), "адам": ("адам", "people"), "кісі": ("адам", "people"),
    "км": ("км", "measure"), "га": ("га", "measure"), "кг": ("кг", "measure"),
}  # fmt: skip
_KAZAKH_ENDINGS = {""} | words_of(
    "ға ге қа ке на не ны ні ды ді ты ті дан ден тан тен нан нен да де та те ның нің дың дің "
    "тың тің мен бен пен ы і сы сі ын ін на не ына іне сына сіне ында інде сында сінде ынан "
    "інен дай дей тай тей дық дік тық тік лық лік дар дер тар тер лар лер дары дері тары тері "
    "дарға дерге дардың дердің дағы дегі тағы тегі лап леп дап деп тап теп"
)


def _words(table: dict[tuple[str, str], str]) -> dict[str, tuple[str, str]]:
    return {word: name for name, words in table.items() for word in words.split()}


_UNITS = _words(_MEASURES)
_SQUARE = {"кв": "2", "квадратных": "2", "квадратный": "2", "квадратного": "2", "шаршы": "2"}
_SQUARE |= {"куб": "3", "кубических": "3", "кубометров": "3", "текше": "3", "square": "2"}
_CUBES = words_of("кубометр кубометра кубометров кубометры")


def read_unit(tokens: Tokens, at: int) -> Unit | None:
    """Read the unit that begins at a token: money, per cent, time, a measure or people."""
    low = tokens.low(at)
    if not low or low == "\n":
        return None
    return _share(tokens, at, low) or read_money(tokens, at) or _measure(tokens, at, low)


def _share(tokens: Tokens, at: int, low: str) -> Unit | None:
    if low == "%":
        points = tokens.low(at + 1) in ("пункт", "пункта", "пунктов")
        ending = tokens.low(at + 1) == "-" and tokens.glued(at + 1) and tokens.glued(at + 2)
        return Unit("п.п." if points else "%", "share", at + 1 + points + 2 * ending)
    if low.startswith(("процентн", "пайыздық", "percentage")):
        if tokens.low(at + 1).startswith(("пункт", "тармақ", "point")):
            return Unit("п.п.", "share", at + 2)
        return None
    if low.startswith(("процент", "пайыз")) or low == "percent":
        return Unit("%", "share", at + 1)
    if low == "per" and tokens.low(at + 1) == "cent":
        return Unit("%", "share", at + 2)
    if low == "п" and tokens.low(at + 1) == "." and tokens.low(at + 2) == "п":
        return Unit("п.п.", "share", at + 3 + (tokens.low(at + 3) == "."))
    return Unit("п.п.", "share", at + 1) if low in ("пп", "pp") else None


def read_money(tokens: Tokens, at: int) -> Unit | None:
    """Read the name or the sign of a currency, with "гонконгских" before and "США" after it."""
    low = tokens.low(at)
    other: dict[str, str] = {}
    if low in ("ақш", "us") and tokens.low(at + 1):
        at, low = at + 1, tokens.low(at + 1)
    elif len(low) > 4 and (found := _adjective(low)) is not None:
        other, at, low = found, at + 1, tokens.low(at + 1)
    code = SIGNS.get(low) or money_code(low)
    if code is None or (code == "GBP" and tokens.low(at + 2).startswith(("унц", "ounce"))):
        return None
    after = at + 1
    tail = tokens.low(after)
    if low in ("руб", "долл", "тг") and tail == ".":
        after, tail = after + 1, tokens.low(after + 1)
    if tail in _TAILS.get(code, ()):
        after += 1
    return Unit(other.get(code, code), "money", after)


_ADJECTIVE_STEMS = tuple(_MONEY_ADJECTIVES)


def _adjective(low: str) -> dict[str, str] | None:
    if not low.startswith(_ADJECTIVE_STEMS):
        return None
    for stem, other in _MONEY_ADJECTIVES.items():
        if low.startswith(stem) and len(low) - len(stem) <= 3:
            return other
    return None


def money_code(low: str) -> str | None:
    """Return the ISO code of a word that names money, in any case form, else None."""
    code = _MONEY_WORDS.get(low)
    if code or len(low) < 2:
        return code
    for size in range(min(len(low), 7), 1, -1):
        code = _MONEY_STEMS.get(low[:size])
        if code:
            return code if _money_ending(low[size:]) else None
    return None


_MONEY_ENDINGS = _KAZAKH_ENDINGS | words_of(
    "а у ом е ы ов ам ами ах ь я ю ем ей и ям ями ях ль ля лей лю лями лям лях ли сін сіне лік "
    "й я ии ий иев ый ых ого"
)


def _money_ending(ending: str) -> bool:
    return ending in _MONEY_ENDINGS


#: "км/ч", "м/с".
_PER = {"ч": "ч", "час": "ч", "с": "с", "сек": "с", "h": "h", "s": "s", "сағ": "сағ"}

_PER_WORDS = {"секунду": "с", "час": "ч", "second": "s", "hour": "h"}


def _per(tokens: Tokens, at: int, unit: str) -> str | None:
    """Return the unit of time that a speed is told in ("км/ч", "метров в секунду"), or None."""
    follows = tokens.low(at + 1)
    if tokens.low(at) == "/":
        return _PER.get(follows)
    speed = tokens.low(at) in ("в", "per") and unit in ("м", "км", "m", "mile")
    return _PER_WORDS.get(follows) if speed else None


def _measure(tokens: Tokens, at: int, low: str) -> Unit | None:
    if low == "°":
        return Unit("градус", "measure", at + 1 + (tokens.low(at + 1) in ("c", "с")))
    if low in _CUBES:
        return Unit("м3", "measure", at + 1)
    if low in _SQUARE:
        step = at + 1 + (tokens.low(at + 1) == ".")
        base = _measure(tokens, step, tokens.low(step))
        if base and base.name in ("м", "км", "см", "m", "mile", "foot", "km"):
            return Unit(base.name + _SQUARE[low], "measure", base.after)
        return None
    if low in ("м2", "м²", "км2", "м3", "м³"):
        return Unit(low.replace("²", "2").replace("³", "3"), "measure", at + 1)
    found = _UNITS.get(low) or (_kazakh(low) if tokens.kazakh[at] else None)
    if found is None:
        return None
    after = at + 1
    if (per := _per(tokens, after, found[0])) is not None:
        return Unit(f"{found[0]}/{per}", "measure", after + 2)
    if tokens.low(after) in ("²", "2", "³") and tokens.glued(after):
        return Unit(
            found[0] + {"²": "2", "³": "3"}.get(tokens.low(after), "2"), "measure", after + 1
        )
    return Unit(found[0], found[1], after)


def _kazakh(low: str) -> tuple[str, str] | None:
    for size in range(min(len(low), 10), 1, -1):
        found = _KAZAKH_UNITS.get(low[:size])
        if found:
            return found if low[size:] in _KAZAKH_ENDINGS else None
    return None
