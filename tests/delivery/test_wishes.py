"""What people write behind /subscribe, above all of the clock that they mean."""

import pytest

from delivery.wishes import Understood, understood
from storage.subscriptions import Choices

BEFORE = Choices(mode="digest", schedule="08:00/0-6")


def wish(text: str, language: str = "ru") -> Understood:
    topics = {"спорт": "sport", "преступность": "crime", "sport": "sport"}
    return understood(text, BEFORE, language, topics.get)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("зона Берлин", "Europe/Berlin"),
        ("смени зону на Берлин", "Europe/Berlin"),
        ("мой часовой пояс Астана", "Asia/Almaty"),
        ("зона по Астане", "Asia/Almaty"),
        ("зона: г. Алматы, 8:00 будни", "Asia/Almaty"),
        ("зона - Астана", "Asia/Almaty"),
        ("зона «Астана»", "Asia/Almaty"),
        ("7 утра и 7 вечера, зона Бишкек, кроме вс", "Asia/Bishkek"),
        ("зона Ростов на Дону 8:00", "Europe/Moscow"),
        ("зона Пекин", "Asia/Shanghai"),
        ("зона Берлин, Германия", "Europe/Berlin"),
        ("зона Астана (Казахстан)", "Asia/Almaty"),
        ("часовой пояс: UTC", "UTC"),
        ("timezone is Berlin", "Europe/Berlin"),
        ("set timezone to Berlin", "Europe/Berlin"),
        ("zone St. Petersburg", "Europe/Moscow"),
        ("zone Frankfurt on weekdays", "Europe/Berlin"),
        ("zone Almaty Kazakhstan", "Asia/Almaty"),
        ("белдеу Алматы да 8:00", "Asia/Almaty"),
        ("белдеуді Астанаға ауыстыр", "Asia/Almaty"),
        ("Уақыт аймағы: Астана", "Asia/Almaty"),
    ],
)
def test_a_clock_is_understood_however_it_is_said(text: str, zone: str) -> None:
    found = wish(text)
    assert found.unclear == ()
    assert found.place is not None
    assert found.place.cities[0].zone == zone
    assert found.choices.wanted == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('+"зона отчуждения"', '+"зона отчуждения"'),
        ("+зона отчуждения", "+зона +отчуждения"),
        ("экономическая зона Хоргос", "+экономическая +зона +Хоргос"),
        ("war zone Gaza", "+war +zone +Gaza"),
        ('источник "Зона KZ"', '+источник:"Зона KZ"'),
        ("+пояс −зона", "+пояс −зона"),
        ("спорт зона Астана", "+спорт +зона +Астана"),
    ],
)
def test_a_zone_among_words_is_a_word(text: str, wanted: str) -> None:
    found = wish(text)
    assert found.place is None
    assert found.choices.wanted == f"ru {wanted}"


@pytest.mark.parametrize(
    "text", ["зона отдыха", "zone no", "зона моя", "zone off", "зона Гдетотам, 8:00", "зона"]
)
def test_what_is_no_city_is_a_place_that_means_nothing(text: str) -> None:
    found = wish(text)
    assert found.place is not None
    assert found.place.cities == ()


@pytest.mark.parametrize(
    "text",
    ["зона Киев, Одесса", "зона Тараз спорт", "еженедельно", "weekly", "апта сайын",
     "каждый час", "every hour", "5 раз в день", "5 раз в неделю в понедельник",
     "тихо 23-7 без спорта", "зона UTC+3"],
)  # fmt: skip
def test_what_is_left_unclear_changes_nothing(text: str) -> None:
    found = wish(text)
    assert found.unclear or found.refusal
    assert found.choices == BEFORE


def test_words_beside_a_place_are_a_filter_where_they_are_written_as_one() -> None:
    found = wish("зона Тараз +Астана −спорт, 9:00")
    assert found.choices.wanted == "ru +Астана −спорт"
    assert found.choices.schedule == "09:00/0-6"
    assert found.place is not None
