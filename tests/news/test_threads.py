"""Parts of a case are linked, or the editor is asked; what reports say differently is shown."""

from functools import cache

import pytest
from hypothesis import given, settings

from news import figures
from news.similar_signature import signature
from news.threads import ASK, LINK, differing_figures, same_case
from tests.news.events import articles as events
from tests.news.events import case_pairs
from tests.news.test_text import LIKE_NEWS


@pytest.fixture(scope="module")
def said() -> list[tuple[float, bool]]:
    """What is believed of the cases that nothing was learnt from, and what is true."""
    signed = cache(signature)
    return [
        (same_case(signed(pair.a), signed(pair.b), pair.days_apart), pair.same)
        for pair in case_pairs("held_out")
    ]


def test_what_is_linked_by_itself_is_one_case(said: list[tuple[float, bool]]) -> None:
    """On cases never learnt from, no link is wrong, and most others are at least asked about."""
    linked = [same for belief, same in said if belief >= LINK]
    assert linked
    assert all(linked)
    asked = [same for belief, same in said if belief >= ASK]
    assert sum(asked) >= 0.6 * sum(same for _, same in said)


def test_other_cases_are_seldom_asked_about(said: list[tuple[float, bool]]) -> None:
    others = [belief for belief, same in said if not same]
    assert sum(belief >= ASK for belief in others) <= 0.15 * len(others)


def test_who_speaks_for_an_office_makes_no_case() -> None:
    """A minister has a word in many cases; somebody who is named as nothing of the kind has not."""
    school = "Школы {}\n\n{} Оспанкулова рассказала об учебниках. Их раздадут осенью."
    bread = "Цены {}\n\n{} Оспанкулова объяснила, почему дорожает хлеб. Муки хватит до весны."
    said = [
        same_case(signature(school.format("ждут", who)), signature(bread.format("растут", who)), 3)
        for who in ("Пассажирка", "Министр образования")
    ]
    assert said[0] > ASK > said[1]


def test_the_longer_ago_the_less_sure() -> None:
    pair = next(pair for pair in case_pairs("held_out") if pair.same)
    a, b = signature(pair.a), signature(pair.b)
    sure = [same_case(a, b, days) for days in (0, 10, 100, 1000)]
    assert sure == sorted(sure, reverse=True)
    assert len(set(sure)) == 4
    assert same_case(a, b, -10) == same_case(b, a, 10)


def differing(a: str, b: str) -> list[tuple[object, object]]:
    found = differing_figures(figures.extract(a), figures.extract(b))
    return [(one.a.value, one.b.value) for one in found]


def test_two_counts_of_the_dead_are_shown_side_by_side() -> None:
    a = "В аварии под Балхашем погибли 3 человека. Ранены 11 человек."
    b = "В аварии под Балхашем погибли 4 человека. Ранены 11 человек."
    assert differing(a, b) == [(3, 4)]


def test_people_with_one_fate_are_counted_against_each_other_in_any_words() -> None:
    first, second = events("develop")["bus-crash"][:2]
    assert differing(first, second) == [(11, 14)]
    fire, _, later = events("develop")["market-fire"][:3]
    assert differing(fire, later) == [(40, 43)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ранены 11 человек.", "Ранены 11 человек."),
        (
            "Из села вывезли более 600 человек.",
            "Из села вывезли 612 человек.",
        ),
        ("На ремонт выделили 86 млн тенге.", "На ремонт выделили 86 тонн щебня."),
        ("Погибли 3 человека.", "Построено 4 школы."),
        ("Погибли 3 человека.", "Погибли 40 человек."),
        ("Горела площадь свыше тысячи метров.", "Горела площадь 1 200 метров."),
        ("", "Ранены 11 человек."),
    ],
)
def test_what_can_both_be_true_is_no_difference(a: str, b: str) -> None:
    assert differing(a, b) == []


@given(LIKE_NEWS, LIKE_NEWS)
@settings(max_examples=40, deadline=None)
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    """Never an exception; a report does not differ from itself; beliefs stay in 0..1."""
    found = figures.extract(a)
    for one in differing_figures(found, figures.extract(b)):
        assert one.a.value != one.b.value
    assert differing_figures(found, found) == []
    assert 0 <= same_case(signature(a), signature(b), 3) <= 1
