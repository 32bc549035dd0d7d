"""Number expressions: values, units and kinds in three languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.numbers import Number, find


def only(text: str) -> Number:
    """The one number of a text."""
    found = find(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("в кассе 1,5 млн тенге", 1_500_000),
        ("в кассе 1,5 млн. тенге", 1_500_000),
        ("насчитали 16 500 000 жителей", 16_500_000),
        ("насчитали 16\u00a0500\u202f000 жителей", 16_500_000),
        ("a fund of $1,234,567.50", 1_234_567.5),
        ("заплатил 2.500 рублей", 2_500),
        ("1 млн 200 тыс. рублей", 1_200_000),
        ("двадцать пять тысяч триста жителей", 25_300),
        ("полтора миллиона голосов", 1_500_000),
        ("три десятка тысяч голосов", 30_000),
        ("4-х миллионов документов", 4_000_000),
        ("half a million people", 500_000),
        ("two hundred and fifty-three men", 253),
        ("two dozen eggs", 24),
        ("£5bn was spent", 5_000_000_000),
        ("Бюджеттен жеті жарым миллион теңге бөлінді", 7_500_000),
        ("Облыста екі мың отыз бес мектеп бар", 2_035),
        ("Көлемі отыз төрт бүтін бес миллиард теңгеге жетті", 34_500_000_000),
        ("Жарты миллион теңге төленді, дейді үкімет", 500_000),
    ],
)
def test_digits_and_words_give_base_units(text: str, value: float) -> None:
    """Separators, scales and number words of three languages end in one plain number."""
    assert only(text).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("штраф 300 тысяч рублей", "MONEY", "RUB"),
        ("цена 100 млн гонконгских долларов", "MONEY", "HKD"),
        ("сумма ₸500 000", "MONEY", "KZT"),
        ("цена — 40 000 ₸", "MONEY", "KZT"),
        ("он обошёлся в 930 тысяч", "MONEY", ""),
        ("рост на 8,4%", "PERCENT", "%"),
        ("ставка поднята на 2 процентных пункта", "PERCENT", "п.п."),
        ("Оның 61 %-і қалада тұрады, дейді үкімет", "PERCENT", "%"),
        ("ему 64 года", "AGE", "год"),
        ("57-летний актёр", "AGE", "год"),
        ("умер на 83-м году жизни", "AGE", "год"),
        ("приговорён к 24 годам тюрьмы", "PENALTY", "год"),
        ("встретились 16 октября 2015 года", "DATE", ""),
        ("в 2023 году", "DATE", ""),
        ("Завод 2024 жылғы қаңтарда ашылды, дейді үкімет", "DATE", ""),
        ("начало в 14:06", "TIME", ""),
        ("79-й полк", "ORDINAL", ""),
        ("по ст. 128 кодекса", "ORDINAL", ""),
        ("площадь 1500 кв. метров", "NUMBER", "м2"),
        ("мороз 33 градуса", "NUMBER", "градус"),
    ],
)
def test_kind_and_unit(text: str, kind: str, unit: str) -> None:
    """What stands around a number decides its kind, and the unit gets one name."""
    number = find(text)[0]
    assert (number.kind, number.unit) == (kind, unit)


def test_range_is_one_number_whose_scale_holds_for_both_ends() -> None:
    """ "От 100 до 200 млн долларов" is one sum, both ends in millions."""
    assert only("вложил от 100 до 200 млн долларов").value == (100_000_000, 200_000_000)
    assert only("пять-шесть человек").value == (5, 6)
    assert only("between 5 and 7 people").value == (5, 7)


def test_currency_is_shared_with_the_sum_beside() -> None:
    """ "1,7 млрд" after a sum in tenge is tenge."""
    units = [n.unit for n in find("доход достигал 1,5 млн тенге, а оборот превысил 1,7 млрд.")]
    assert units == ["KZT", "KZT"]


def test_a_bare_fraction_has_the_unit_that_it_has_elsewhere() -> None:
    """A headline leaves out what the text under it says."""
    found = find("Ставку поднимут до 16,5\n\nСтавку поднимут до 16,5 процента, а не до 14,5.")
    assert [(n.kind, n.unit) for n in found] == [("PERCENT", "%"), ("PERCENT", "%"), ("NUMBER", "")]


@pytest.mark.parametrize(
    "text",
    [
        # A whole number is met with another thing by chance.
        "Пришли 16.\nСтавка — 16 процентов.",
        # Two units: which one is meant, the text does not tell.
        "Поднимут до 16,5\nСтавка 16,5 процента, цена 16,5 тенге.",
        # It counts something else.
        "За 16,5 балла дали приз.\nСтавка 16,5 процента.",
    ],
)
def test_a_unit_is_not_lent_by_chance(text: str) -> None:
    assert find(text)[0].unit not in ("%", "KZT")


def test_pounds_of_another_country_are_not_sterling() -> None:
    """ "Кипрских фунтов" has a currency code of its own."""
    assert only("налог принёс 12 миллионов кипрских фунтов").unit == "CYP"


def test_years_and_months_together_are_months() -> None:
    """ "3 года и 8 месяцев" is one term."""
    number = only("срок составил 3 года и 8 месяцев")
    assert (number.value, number.unit) == (44, "месяц")


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/2019/57479?page=3",
        "одна из групп",
        "он поблагодарил семью",
        "Он сказал, что он бес",
        "модель HTML5 и АК-47",
        "Бұл сен үшін, онда да, дейді үкімет",
    ],
)
def test_what_is_no_number_is_not_found(text: str) -> None:
    """Links, names with digits and words that only look like numbers stay out."""
    assert find(text) == []


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_ordered_numbers_inside_it(text: str) -> None:
    """No text raises; spans lie in the text, in order, without overlap."""
    end = 0
    for number in find(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end


_SAID = (
    "1 5 12 000 1,5 2024 млн млрд. тыс тенге % руб. человек года лет от до – - — ( ) и из , . "
    "пять сто тысяч полтора двое $ € № ст. 14:06 қ мың жүз теңге two hundred and half"
)
_PIECES = st.sampled_from([*_SAID.split(), "\n"])


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=40))
def test_any_order_of_number_words_is_read_without_error(pieces: list[str]) -> None:
    """Number words in any order neither raise nor give negative values."""
    for number in find(" ".join(pieces)):
        values = number.value if isinstance(number.value, tuple) else (number.value or 0,)
        assert min(values) >= 0


def test_a_lone_surrogate_does_no_harm() -> None:
    """Text that cannot be encoded is read all the same."""
    assert only("\ud800 5 человек \udfff").value == 5
