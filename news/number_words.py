"""Number words of Russian, Kazakh and English: each written form with its value and its role.

Forms are generated from stems once, at import; a look-up is one dictionary access.
"""

from dataclasses import dataclass

from news.word_lists import word_list, words_of


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A form of a number word."""

    value: float
    #: digit (1-9), teen, ten, hundred (a whole hundred), by100 (multiplies what stands before),
    #: scale (10, 12, 100, 1000, 10^6 ...), group (двое), fraction, half (жарым), whole (бүтін),
    #: times (дважды) or ordinal.
    role: str
    #: "Тысячи", "hundreds": says no number when it stands alone.
    plural: bool = False


Forms = dict[str, NumberWord]

_RU_CARDINALS: dict[float, str] = {
    0: "ноль нуль ноля нуля",
    1: "один одного одному одним одном одна одной одну одно",
    2: "два две двух двум двумя",
    3: "три трех трем тремя",
    4: "четыре четырех четырем четырьмя",
    8: "восемь восьми восьмью восемью",
    40: "сорок сорока",
    90: "девяносто девяноста",
    100: "сто ста",
    200: "двести двухсот двумстам двумястами двухстах",
    300: "триста трехсот тремстам тремястами трехстах",
    400: "четыреста четырехсот четыремстам четырьмястами четырехстах",
}
_RU_SOFT = {5: "пят", 6: "шест", 7: "сем", 9: "девят", 10: "десят", 20: "двадцат", 30: "тридцат"}
_RU_TEENS = word_list(
    "одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат "
    "восемнадцат девятнадцат"
)
_RU_TENS = {50: ("пять", "пяти", "пятью"), 60: ("шесть", "шести", "шестью")}
_RU_TENS |= {70: ("семь", "семи", "семью"), 80: ("восемь", "восьми", "восьмью")}
_RU_GROUPS = {
    2: "двое двоих двоим двоими",
    3: "трое троих троим троими",
    4: "четверо четверых четверым четверыми",
}
_RU_GROUP_STEMS = {5: "пятер", 6: "шестер", 7: "семер", 8: "восьмер", 9: "девятер", 10: "десятер"}
_RU_SCALES = {1e6: "миллион", 1e9: "миллиард", 1e12: "триллион"}
_RU_ORDINALS: dict[float, str] = {
    1: "перв", 2: "втор", 4: "четверт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм",
    9: "девят", 10: "десят", 20: "двадцат", 30: "тридцат", 40: "сороков", 50: "пятидесят",
    60: "шестидесят", 70: "семидесят", 80: "восьмидесят", 90: "девяност", 100: "сот",
}  # fmt: skip
_RU_ADJECTIVE = word_list("ый ой ая ое ого ому ым ом ую ые ых ыми")
_RU_THIRD = word_list("ий ья ье ьего ьему ьим ьем ью ьей ьи ьих ьими")


def _role(value: float) -> str:
    if value < 10:
        return "digit"
    if value < 20:
        return "teen"
    return "ten" if value < 100 else "hundred"


def _add(forms: Forms, words: str, value: float, role: str, *, plural: bool = False) -> None:
    for word in words.split():
        forms.setdefault(word, NumberWord(value, role, plural))


def _russian_cardinals(forms: Forms) -> None:
    for value, words in _RU_CARDINALS.items():
        _add(forms, words, value, _role(value))
    teens = {11 + n: stem for n, stem in enumerate(_RU_TEENS)}
    for value, stem in (_RU_SOFT | teens).items():
        _add(forms, f"{stem}ь {stem}и {stem}ью", value, _role(value))
    for value, (plain, oblique, tool) in _RU_TENS.items():
        _add(forms, f"{plain}десят {oblique}десяти {tool}десятью", value, "ten")
    for value, stem in ((500, "пят"), (600, "шест"), (700, "сем"), (900, "девят")):
        words = f"{stem}ьсот {stem}исот {stem}истам {stem}ьюстами {stem}истах"
        _add(forms, words, value, "hundred")
    _add(forms, "восемьсот восьмисот восьмистам восьмистах", 800, "hundred")


def _russian_scales(forms: Forms) -> None:
    _add(forms, "тысяча тысячу тысячей тысячью тысяче тыс тыщ", 1e3, "scale")
    _add(forms, "тысячи тысяч тысячам тысячами тысячах", 1e3, "scale", plural=True)
    _add(forms, "десяток десятка десятком", 10, "scale")
    _add(forms, "десятки десятков десяткам десятками десятках", 10, "scale", plural=True)
    _add(forms, "сотня сотню сотней сотне", 100, "scale")
    _add(forms, "сотни сотен сотням сотнями сотнях", 100, "scale", plural=True)
    _add(forms, "дюжина дюжину дюжины дюжин", 12, "scale")
    for value, stem in _RU_SCALES.items():
        _add(forms, " ".join(stem + end for end in ("", "а", "у", "ом", "е")), value, "scale")
        ends = ("ы", "ов", "ам", "ами", "ах")
        _add(forms, " ".join(stem + end for end in ends), value, "scale", plural=True)
    for value, word in ((1e6, "млн"), (1e9, "млрд"), (1e12, "трлн")):
        _add(forms, word, value, "scale")


def _russian_rest(forms: Forms) -> None:
    for count, words in _RU_GROUPS.items():
        _add(forms, words, count, "group")
    for count, stem in _RU_GROUP_STEMS.items():
        _add(forms, f"{stem}о {stem}ых {stem}ым {stem}ыми", count, "group")
    _add(forms, "полтора полторы полутора", 1.5, "digit")
    for stem, value in (("тысячи", 1e3), ("миллиона", 1e6), ("миллиарда", 1e9), ("сотни", 100)):
        _add(forms, f"пол{stem} полу{stem}", value / 2, "hundred")
    _add(forms, "полдюжины полдюжину", 6, "teen")
    _add(forms, "половина половины половине половину половиной", 0.5, "fraction")
    _add(forms, "треть трети третей", 1 / 3, "fraction")
    _add(forms, "четверть четверти четвертью четвертей", 0.25, "fraction")
    _add(forms, "дважды", 2, "times")
    _add(forms, "трижды", 3, "times")
    _add(forms, "четырежды", 4, "times")
    _add(forms, "целых целая целые", 0, "whole")


def _russian_ordinals(forms: Forms) -> None:
    for value, stem in _RU_ORDINALS.items():
        _add(forms, " ".join(stem + end for end in _RU_ADJECTIVE), value, "ordinal")
    for number, stem in enumerate(_RU_TEENS, 11):
        _add(forms, " ".join(stem + end for end in _RU_ADJECTIVE), number, "ordinal")
    _add(forms, " ".join("трет" + end for end in _RU_THIRD), 3, "ordinal")


_EN_SMALL = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
)
_EN_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
_EN_ORDINALS = word_list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
    "twentieth"
)


def _english() -> Forms:
    forms: Forms = {}
    for value, word in enumerate(_EN_SMALL):
        _add(forms, word, value, _role(value))
    for tens, word in enumerate(_EN_TENS, 2):
        _add(forms, word, tens * 10, "ten")
    for value, word in enumerate(_EN_ORDINALS, 1):
        _add(forms, word, value, "ordinal")
    _add(forms, "hundred", 100, "by100")
    scales = ((1e3, "thousand"), (1e6, "million"), (1e9, "billion"), (1e12, "trillion"))
    for scale, word in (*scales, (12, "dozen"), (100, "hundred")):
        _add(forms, word, scale, "scale")
        _add(forms, word + "s", scale, "scale", plural=True)
    for scale, words in ((1e3, "k"), (1e6, "m mn mln"), (1e9, "bn"), (1e12, "tn")):
        _add(forms, words, scale, "suffix")
    _add(forms, "half", 0.5, "fraction")
    _add(forms, "quarter quarters", 0.25, "fraction")
    _add(forms, "thirds", 1 / 3, "fraction")
    _add(forms, "fifths", 0.2, "fraction")
    _add(forms, "twice", 2, "times")
    return forms


_KK_DIGITS = word_list("нөл бір екі үш төрт бес алты жеті сегіз тоғыз")
_KK_TENS = word_list("он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан")
_KK_SCALES = {"мың": 1e3, "миллион": 1e6, "миллиард": 1e9, "триллион": 1e12}
_KK_SCALES |= {"млн": 1e6, "млрд": 1e9, "трлн": 1e12}
_KK_GROUPS = {"екеу": 2, "үшеу": 3, "төртеу": 4, "бесеу": 5, "алтау": 6, "жетеу": 7}
_KK_SUFFIXES = word_list(
    "ға ге қа ке на не ны ні ды ді ты ті дан ден тан тен нан нен да де та те нда нде ның "
    "нің дың дің тың тің мен бен пен ы і сы сі ын ін сын сін ына іне сына сіне ында інде "
    "сында сінде ынан інен ының інің дай дей тай тей дайы дейі тайы тейі дайға дейге лық "
    "лік дық дік тық тік дағы дегі тағы тегі"
)
_KK_ORDINAL_ENDS = ["ншы", "нші", "ыншы", "інші"]
_KK_ORDINAL_SUFFIXES = ["", "ден", "дан", "ге", "ға", "де", "да", "сі", "сы", "лік", "ні", "ны"]
#: Suffixed forms that are other words: for, him, there, such, together, gold, same, at once ...
_KK_OTHER_WORDS = words_of(
    "үшін оны онда ондай оның ондағы ондық онан онымен бірге бірде бірдей бірден бірдің алтын "
    "жүзі жүзін жүзіне жүзінде жүзінің бірлік бестік бірі біріне бірінің бірін"
)


def _inflect(forms: Forms, stem: str, value: float, role: str) -> None:
    for suffix in ("", *_KK_SUFFIXES):
        form = stem + suffix
        if form not in _KK_OTHER_WORDS:
            forms.setdefault(form, NumberWord(value, role))


def _kazakh_ordinals(forms: Forms, stem: str, value: float) -> None:
    root = {"жиырма": "жиырмасы", "екі": "екі"}.get(stem, stem)
    for end in _KK_ORDINAL_ENDS:
        for suffix in _KK_ORDINAL_SUFFIXES:
            forms.setdefault(root + end + suffix, NumberWord(value, "ordinal"))


def _kazakh() -> Forms:
    forms: Forms = {}
    cardinals = {stem: float(n) for n, stem in enumerate(_KK_DIGITS)}
    cardinals |= {stem: 10.0 * n for n, stem in enumerate(_KK_TENS, 1)}
    for stem, value in cardinals.items():
        _kazakh_ordinals(forms, stem, value)
        _inflect(forms, stem, value, "ten" if value == 10 else _role(value))
    _inflect(forms, "жүз", 100, "by100")
    _kazakh_ordinals(forms, "жүз", 100)
    for stem, value in _KK_SCALES.items():
        _kazakh_ordinals(forms, stem, value)
        _inflect(forms, stem, value, "scale")
    for stem, value in _KK_GROUPS.items():
        _inflect(forms, stem, value, "group")
    for many, value in (("ондаған", 10), ("жүздеген", 100), ("мыңдаған", 1e3)):
        _add(forms, many, value, "scale", plural=True)
    _add(forms, "миллиондаған", 1e6, "scale", plural=True)
    _inflect(forms, "жарты", 0.5, "fraction")
    _inflect(forms, "жартыс", 0.5, "fraction")
    _inflect(forms, "жарым", 0.5, "half")
    _inflect(forms, "ширек", 0.25, "fraction")
    _add(forms, "бүтін", 0, "whole")
    return forms


def _russian() -> Forms:
    forms: Forms = {}
    _russian_cardinals(forms)
    _russian_scales(forms)
    _russian_rest(forms)
    _russian_ordinals(forms)
    # The accusative of "семья" is far more frequent.
    del forms["семью"]
    return forms


ENGLISH = _english()
#: For Russian text, with the English words beside them (the scripts do not clash).
RUSSIAN = _russian() | ENGLISH
#: For Kazakh text; "он" and "бес" are numbers only there.
KAZAKH = _kazakh() | ENGLISH
