"""Russian word forms and people's names in the nominative."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import morphology, people


@pytest.mark.parametrize(
    ("phrase", "nominative"),
    [
        ("Северо-Казахстанской области", "Северо-Казахстанская область"),
        ("Центральной Азии", "Центральная Азия"),
        ("министерства внутренних дел", "министерство внутренних дел"),
        ("тысячах тенге", "тысячи тенге"),
        ("АСТАНЕ", "АСТАНА"),
    ],
)
def test_noun_phrases_turn_to_the_nominative_up_to_their_head(phrase: str, nominative: str) -> None:
    """The words before the noun agree with it, what follows stays."""
    assert morphology.nominative(phrase) == nominative


def test_lemmas_are_lower_case_and_other_scripts_stay() -> None:
    """What is no Russian word comes back in lower case."""
    assert morphology.lemma("Жертвами") == "жертва"
    assert morphology.lemma("Report-2024") == "report-2024"


@given(st.text(max_size=60))
def test_any_string_has_a_lemma_and_a_nominative(text: str) -> None:
    """Nothing raises, whatever the characters."""
    assert isinstance(morphology.lemma(text), str)
    assert isinstance(morphology.nominative(text), str)


@pytest.mark.parametrize(
    ("written", "nominative"),
    [
        ("Касым-Жомарта Токаева", "Касым-Жомарт Токаев"),
        ("Александра Скрелинга", "Александр Скрелинг"),
        ("Дариги Назарбаевой", "Дарига Назарбаева"),
        ("Аксауле Байменшиной", "Аксауле Байменшина"),
        ("Барака Обамы", "Барак Обама"),
        ("Ангелой Меркель", "Ангела Меркель"),
        ("Биньямина Нетаньяху", "Биньямин Нетаньяху"),
        ("Марата Сулейменовича Ахметжанова", "Марат Сулейменович Ахметжанов"),
        ("Си Цзиньпином", "Си Цзиньпин"),
        ("John Smith", "John Smith"),
    ],
)
def test_given_name_and_surname_agree_in_gender_and_case(written: str, nominative: str) -> None:
    """Both are read in one gender and case, known to the dictionary or not."""
    chosen = people.choose(people.readings(tuple(written.split())), frozenset(), Counter())
    assert chosen.nominative == nominative


def test_the_role_before_a_surname_says_its_case() -> None:
    """ "президента Токаева" is a man in the genitive, "сенатор Токаева" a woman."""
    readings = people.readings(("Токаева",))
    man = people.choose(readings, people.cases_after(["президента"]), Counter())
    woman = people.choose(readings, people.cases_after(["сенатор"]), Counter())
    assert (man.nominative, woman.nominative) == ("Токаев", "Токаева")


def test_upper_case_bylines_are_written_as_names_are() -> None:
    """Capitals of a byline are set down, initials and short abbreviations stay."""
    assert people.titled("СКРЕЛИНГ") == "Скрелинг"
    assert people.titled("НУР-СУЛТАН") == "Нур-Султан"
    assert people.titled("Ли") == "Ли"
