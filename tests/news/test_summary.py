"""Summaries: whole sentences of the article that can stand where they stand."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import openings, story, summary, text
from news.summary import REASONS, Summary, summarize
from tests.news import articles
from tests.news.test_story import LINES
from tests.news.test_text import ANY, LIKE_NEWS


def lines(chosen: Summary) -> list[str]:
    return [sentence.text for sentence in chosen.sentences]


def test_the_seed_article_in_three_sentences() -> None:
    said = " ".join(lines(summarize(articles.SEED)))
    assert "две банды" in said or "двух организованных преступных групп" in said
    assert "1,5 млн тенге" in said
    assert "до 12 лет" in said or "135 преступлений" in said
    for furniture in ("1321", "Накрыли разом", "Фото", "СКРЕЛИНГ", "Поделиться", "Класснуть"):
        assert furniture not in said


def test_the_shortest_summary_of_the_seed_tells_what_happened() -> None:
    (said,) = lines(summarize(articles.SEED, sentences=1))
    assert "банды" in said or "преступных групп" in said


@pytest.mark.parametrize("article", articles.ALL)
@pytest.mark.parametrize("count", range(1, 8))
def test_no_sentence_hangs_on_one_that_was_left_out(article: str, count: int) -> None:
    chosen = summarize(article, sentences=count).sentences
    if article is articles.HANGING:
        return
    starts = [sentence.start for sentence in text.sentences(article)]
    taken = [starts.index(sentence.start) for sentence in chosen]
    for sentence, at in zip(chosen, taken, strict=True):
        assert not openings.hangs(sentence.text) or at - 1 in taken


@pytest.mark.parametrize("article", articles.ALL)
@pytest.mark.parametrize("count", range(1, 8))
def test_never_more_than_asked_and_never_furniture(article: str, count: int) -> None:
    read = story.read(article)
    said = lines(summarize(article, sentences=count))
    assert 1 <= len(said) <= count
    outside = [part.text for part in (*read.furniture, read.title, read.photo_credit) if part]
    assert not [part for part in outside if len(part) > 3 and any(part in line for line in said)]


def test_the_leading_figure_is_in() -> None:
    assert any("86 млн тенге" in line for line in lines(summarize(articles.FLOOD)))
    assert any("4,2 млрд теңге" in line for line in lines(summarize(articles.SCHOOL)))
    assert any("$3.4 million" in line for line in lines(summarize(articles.BRIDGE)))


def test_a_quotation_of_several_sentences_counts_as_several() -> None:
    article = "«Дорогу закрыли утром. Объезд есть. Ждём вас», — сказал инспектор дорожной службы.\n"
    article += "Дорогу у села Каратал закрыли на ремонт до вечера пятницы."
    assert lines(summarize(article, sentences=2)) == [article.splitlines()[1]]


def test_headings_and_unfinished_lines_are_not_sentences() -> None:
    assert "Что дальше" not in lines(summarize(articles.BARE, sentences=7))


def test_where_everything_hangs_the_opening_is_better_than_nothing() -> None:
    assert lines(summarize(articles.HANGING, sentences=1)) == ["Он пришёл поздно вечером."]


@pytest.mark.parametrize(
    "opening",
    [
        "Им грозит до 12 лет.",
        "Он уехал.",
        "Это стало новостью.",
        "Однако дом цел.",
        "При этом цены растут.",
        "По его словам, всё готово.",
        "Кроме того, открыт мост.",
        "«Они ушли», — сказал сторож.",
        "Из них 86 новые.",
        "Оның айтуынша, бәрі дайын.",
        "Бұл жаңалық болды.",
        "Бірақ жол жабық.",
        "Сонымен қатар көпір ашылды.",
        "He left.",
        "However, it held.",
        "This is new.",
        "According to him, all is ready.",
        "Their house burned.",
    ],
)
def test_openings_that_hang(opening: str) -> None:
    assert openings.hangs(opening)


@pytest.mark.parametrize(
    "opening",
    [
        "Они-сан победил на турнире.",
        "Иммиграция выросла.",
        "Онлайн-банк закрыт.",
        "По данным МВД, их 135.",
        "В этом году урожай выше.",
        "Итоги подведены.",
        "Олжас Сатов уехал.",
        "Осы жылы егін мол.",
        "Theresa May resigned.",
        "Hermes opened a shop.",
        "This year prices rose.",
        "Ноябрь был тёплым.",
    ],
)
def test_openings_that_stand_by_themselves(opening: str) -> None:
    assert not openings.hangs(opening)


@pytest.mark.parametrize("article", articles.ALL)
def test_every_sentence_says_why_it_was_chosen(article: str) -> None:
    for sentence in summarize(article, sentences=5).sentences:
        assert sentence.reason in REASONS
        words = sentence.detail.split(", ") if sentence.detail else []
        assert all(word in sentence.text for word in words)


@pytest.mark.parametrize("article", articles.ALL)
def test_all_lengths_at_once_equal_each_by_itself(article: str) -> None:
    together = summary.of(story.read(article), range(1, 8))
    assert together == tuple(summarize(article, sentences=n) for n in range(1, 8))


@given(ANY | LIKE_NEWS | LINES, st.integers(-1, 9))
def test_any_text_gives_verbatim_sentences_in_order(source: str, count: int) -> None:
    chosen = summarize(source, sentences=count).sentences
    assert len(chosen) <= max(0, count)
    assert all(source[s.start : s.end] == s.text for s in chosen)
    assert all(one.end <= other.start for one, other in pairwise(chosen))
    assert summarize(source, sentences=count).sentences == chosen


@pytest.mark.parametrize(
    "unit", ["а", "Дело. ", "\ud800", "«А. ", "Поделиться\n", "а\r", '". ', "Читайте также\n", "1 "]
)
def test_long_texts_take_time_by_their_length(unit: str) -> None:
    def seconds(length: int) -> float:
        source = unit * (length // len(unit))
        began = time.process_time()
        summarize(source)
        return time.process_time() - began

    seconds(1_000)
    assert seconds(200_000) < 25 * (seconds(20_000) + 0.1)
