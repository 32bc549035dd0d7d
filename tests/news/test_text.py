"""Cleaning, language and sentences."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import text
from tests.news import articles

ANY = st.text(st.characters(), max_size=400)
_PIECES = [*"аяАЯqZ15 .!?…«»\"“”'-–—,:;()\n\r", "\u2028", "г.", "млн.", "ст.", "«А. ", ". "]
LIKE_NEWS = st.lists(st.sampled_from(_PIECES), max_size=120).map("".join)


def split(source: str) -> list[str]:
    return [sentence.text for sentence in text.sentences(source)]


@given(ANY | LIKE_NEWS)
def test_sentences_are_verbatim_in_order_and_leave_no_word_out(source: str) -> None:
    found = text.sentences(source)
    assert all(source[s.start : s.end] == s.text and s.text.strip() == s.text for s in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert "".join("".join(s.text.split()) for s in found) == "".join(source.split())


@given(ANY)
def test_cleaning_leaves_only_what_can_be_stored_and_sent(source: str) -> None:
    cleaned = text.clean(source)
    assert text.clean(cleaned) == cleaned
    cleaned.encode("utf-8")
    assert not any(
        (unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t") or c in "\u202e\u2066\ufeff"
        for c in cleaned
    )


def test_cleaning_keeps_words_paragraphs_and_joined_emoji() -> None:
    assert text.clean("Сел\x00о\r\n\r\nүй\u202e 👩‍👧 №5\t½") == "Село\n\nүй 👩‍👧 №5\t½"


@pytest.mark.parametrize(
    ("source", "language"),
    [
        (articles.SEED, "ru"),
        (articles.FLOOD, "ru"),
        (articles.SCHOOL, "kk"),
        (articles.BRIDGE, "en"),
        ("Пожар потушен", "ru"),
        ("Өрт сөндірілді", "kk"),
        ("Fire is out", "en"),
        ("Казакстан халкы мерекени атап отти, адамдар коп болды", "kk"),
        ("Qazaqstan halqy jana jyl turaly aitty jäne boldy", "kk"),
        ("Акционеры «Қазақстан Темір Жолы» утвердили отчёт за год", "ru"),
        ("Компания Google сообщила о запуске Android Auto в Казахстане", "ru"),
        ("", "ru"),
        ("12:30", "ru"),
    ],
)
def test_language_is_told_by_letters_and_small_words(source: str, language: str) -> None:
    assert text.language(source) == language


@pytest.mark.parametrize(
    "whole",
    [
        "Его обвиняют по ст. 128 УК и п. 3 ст. 190.",
        "На это ушло 5 млн. тенге и 3 тыс. рублей.",
        "Встречу провёл А. В. Иванов из г. Алматы.",
        "В 2020 г. Петров переехал на ул. Абая, д. 5.",
        "«Вы уверены?» — спросил он.",
        "«Дорогу закрыли. Объезд есть», — сказал инспектор.",
        '"Мы ждали долго! Никто не пришёл", - говорится в жалобе.',
        "– Сколько осталось? – спросила она.",
        "Купили муку, сахар и т. д. для столовой.",
        "Ол 2020 ж. 5 маусымда келді.",
        "А. Байтұрсынұлы атындағы мектеп ашылды.",
        "«Жол жабық. Күтіңіз», – деді ол.",
        "Mr. Smith met Dr. Moor at 5 p.m. on Oct. 3.",
        "The U.S. Senate voted on the bill, No. 12 in the list.",
        '"Is it safe?" she asked.',
        "Вышла версия 3.14.2 на сайте time.kz сегодня.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(whole: str) -> None:
    assert split(f"Начало положено. {whole} Потом стало тихо.") == [
        "Начало положено.",
        whole,
        "Потом стало тихо.",
    ]


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("Это было в 2010 г. Потом он ушёл.", ["Это было в 2010 г.", "Потом он ушёл."]),
        ("Купили хлеб и т.д. Всё съели.", ["Купили хлеб и т.д.", "Всё съели."]),
        ("1. Хлеб есть. 2. Воды нет.", ["1. Хлеб есть.", "2. Воды нет."]),
        ("Закон принят.Теперь его подпишут.", ["Закон принят.", "Теперь его подпишут."]),
        ("Он сказал: «Иди!» Потом ушёл.", ["Он сказал: «Иди!»", "Потом ушёл."]),
        ("Заголовок\nПервая фраза. Вторая", ["Заголовок", "Первая фраза.", "Вторая"]),
        ("Ну… Да!.. Нет?", ["Ну…", "Да!..", "Нет?"]),
    ],
)
def test_sentences_end_where_they_end(source: str, parts: list[str]) -> None:
    assert split(source) == parts


def test_a_hard_wrapped_line_is_no_end() -> None:
    found = split(articles.WRAPPED)
    assert len(found) == 4
    assert found[0].startswith("Завод")
    assert found[0].endswith("комбината.")


def test_beyond_their_bound_lines_are_one_and_none_is_lost() -> None:
    source = "слово \n" * (text.MOST_LINES + 5)
    found = text.lines(source)
    assert len(found) == text.MOST_LINES
    assert found[-1].end == len(source.rstrip())
    assert all(source[line.start : line.end] == "слово" for line in found[:-1])
