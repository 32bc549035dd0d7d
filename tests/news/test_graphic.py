"""What should not be met unprepared: described violence, and not crime as such."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import gazetteer
from news.analysis import analyse
from news.graphic import judge
from news.terms import Terms
from news.text import LANGUAGES
from tests.news import articles

GRAPHIC = {
    "a maimed body": (
        "ru",
        "В лесу под городом нашли расчленённое тело. Полиция ищет свидетелей.",
        ["расчленённое тело"],
    ),
    "an act with its details": (
        "ru",
        "По версии следствия, он нанёс соседу удары ножом в шею и живот, пока тот спал.",
        ["нанёс", "ножом", "шею"],
    ),
    "acts told over sentences": (
        "ru",
        "Он избивал пасынка. Соседи слышали, как он душил мальчика. Потом его убили в подвале.",
        ["избивал", "пасынка", "душил", "мальчика", "убили", "подвале"],
    ),
    "a killing by torment": (
        "kk",
        "Үйден нәрестенің мәйіті табылды. Тергеу жүріп жатыр.",
        ["нәрестенің мәйіті"],
    ),
    "an act with its details in Kazakh": (
        "kk",
        "Күдікті көршісін пышақпен аяусыз ұрып-соғып, есінен тандырған.",
        ["пышақпен", "аяусыз", "ұрып-соғып"],
    ),
    "gore in English": (
        "en",
        "The man was found in a pool of blood on Sunday. Neighbours called the police.",
        ["pool of blood"],
    ),
    "an act with its details in English": (
        "en",
        "The court heard that he strangled the girl with a rope in the basement.",
        ["strangled", "girl", "rope", "basement"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", GRAPHIC)
def test_described_violence_is_graphic_with_the_words_that_say_so(case: str) -> None:
    language, story, words = GRAPHIC[case]
    found = judge(story, language)
    assert found is not None
    assert [word.form for word in found.words] == words
    for word in found.words:
        assert word.span is not None
        assert story[word.span.start : word.span.end] == word.form


@pytest.mark.parametrize(
    ("language", "story"),
    [
        (
            "ru",
            "Полиция раскрыла убийство. Задержан подозреваемый, суд арестовал его на два месяца.",
        ),
        ("ru", "Банда отмывала деньги. Изъяты автомобили, ножи и кастеты, арестованы пятеро."),
        ("ru", "Число изнасилований снизилось на 5 процентов, убийств с ножом стало больше."),
        ("ru", "В новом фильме маньяк режет ножом горло девочке, а зритель скучает."),
        ("ru", "Боксёр нанёс сопернику удар в шею в третьем раунде, пролилась кровь."),
        ("ru", "Министр нанёс визит соседям. В парке открыли площадку для девочек и мальчиков."),
        ("ru", "Больному пересадили донорскую печень, врачи остановили кровь."),
        ("ru", "Спортсмену нанесено ножевое ранение, он скончался в больнице."),
        ("ru", "Водитель погиб на месте, пассажир с переломами в больнице."),
        ("ru", "Законопроект предусматривает пожизненный срок за изнасилование малолетних."),
        ("kk", "Полиция кісі өлтіру ісін ашты. Күдікті қамауға алынды."),
        ("en", "He was jailed for murder. The judge said the sentence was just."),
        ("en", "The team beat the record, and the girl with the bat won the match."),
        ("ru", ""),
    ],
)
def test_crime_sport_medicine_and_fiction_are_not_graphic_by_themselves(
    language: str, story: str
) -> None:
    assert judge(story, language) is None


@pytest.mark.parametrize("article", articles.ALL)
def test_articles_of_money_floods_and_bridges_are_not_graphic(article: str) -> None:
    """The seed tells of trafficking, its turnover and its laws, and of nobody being hurt."""
    assert judge(analyse(article)) is None


def test_the_readings_of_a_story_say_the_same() -> None:
    language, story, _ = GRAPHIC["an act with its details"]
    assert judge(Terms.of(story, language)) == judge(analyse(story)) == judge(story)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_hold_known_classes_only(language: str) -> None:
    kinds = {line.partition(":")[0] for line in gazetteer.lines(f"graphic_{language}.txt")}
    assert kinds == {"gore", "act", "detail", "unreal"}


@given(st.text() | st.lists(st.sampled_from(["нож", "зарезал", "кровь", ". ", " "])).map("".join))
def test_any_text_is_judged(text: str) -> None:
    found = judge(text)
    assert found is None or found.words


def test_a_book_of_violence_is_judged_in_bounded_time() -> None:
    began = time.process_time()
    assert judge("он зарезал ножом соседа в подвале и " * 12_000, "ru")
    assert time.process_time() - began < 10
