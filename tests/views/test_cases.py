"""What editors see of cases can be sent, and its way back can be read from it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.cases import read_order
from news.shared import Shared, shared
from tests.views.shelf import ShelfReader, seed, story_of
from tests.views.test_messages import is_fit_to_send
from views import cases, start
from views.buttons import Question
from views.cases import MOST_MOVED, Belonging, Doubt, Source
from views.language import LANGUAGES
from views.message import Message

BIG = 2**52 - 1
ASKED = Question(story=BIG, other=BIG - 1, what="same")
WORDS = st.text(min_size=1, max_size=300)


def code(message: Message) -> str:
    (entity,) = [each for each in message.entities if each.type == "code"]
    return entity.extract_from(message.text)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300), st.lists(WORDS, max_size=5), st.sampled_from(LANGUAGES))
def test_any_question_and_any_screen_can_be_sent(
    title: str, words: list[str], language: str
) -> None:
    """Whatever headlines, names and sources are called, and however many there are."""
    reader, story = ShelfReader(language=language), story_of(f"{title}\n\nТекст. Ещё.", BIG)
    names = tuple(words)
    doubt = Doubt(story, seed(), Shared(names, names, names), 0.5)
    is_fit_to_send(cases.question(doubt, 12, reader, "svodka_bot"))
    sources = [Source(number, word) for number, word in enumerate(words * 4)]
    whole = Belonging(story, [story] * 9, [story] * 9, sources)
    is_fit_to_send(cases.screen(whole, reader, "svodka_bot"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_can_be_sent_whatever_the_numbers(language: str) -> None:
    reader, many = ShelfReader(language=language), tuple(range(1, 2000))
    for message in (
        cases.one_case(reader, ASKED, 99, many, many, 7),
        cases.two_cases(reader, ASKED, 99),
        cases.gone(reader, ASKED, 0),
        cases.joined(reader, BIG, many, many[:MOST_MOVED], 1),
        cases.parted(reader, many, many),
        cases.taken_out(reader, BIG, many),
        cases.ungrouped(reader, BIG, many),
        cases.split_off(reader, "И" * 500, BIG, BIG - 1),
        cases.folded(reader, BIG, BIG - 1),
        cases.no_questions(reader),
    ):
        is_fit_to_send(message)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_of_editors_fits_into_one_message(language: str) -> None:
    is_fit_to_send(start.help_text(ShelfReader(language=language), editor=True))


@given(st.lists(st.integers(1, 10**15 - 1), min_size=1, max_size=60, unique=True))
def test_what_was_joined_can_be_read_back_from_the_message(numbers: list[int]) -> None:
    """The way back takes it from there, all of it; what is too long for that has no button."""
    message = cases.joined(ShelfReader(), 5, numbers, numbers, 0)
    assert read_order(code(message)).numbers == tuple(numbers)
    far_too_many = range(1, MOST_MOVED + 2)
    assert not cases.one_case(ShelfReader(), ASKED, 0, [1], far_too_many).keyboard.inline_keyboard  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("days", "belief", "told"),
    [
        (0, 0.8, ("Между ними меньше суток", "Похоже на одну историю.")),
        (1, 0.5, ("Между ними 1 день", "Может быть и одна история.")),
        (-3, 0.3, ("Между ними 3 дня", "Трудно сказать.")),
    ],
)
def test_days_and_belief_are_said_in_words(days: int, belief: float, told: tuple[str, ...]) -> None:
    later = replace(seed(), id=9, added_at=seed().added_at + timedelta(days=days))
    doubt = Doubt(later, seed(), shared(later.analysis, seed().analysis), belief)
    text = cases.question(doubt, 1, ShelfReader(), "svodka_bot").text
    assert all(words in text for words in told)
    assert "Названы в обеих: " in text


def test_two_stories_without_anything_in_common_are_asked_about_as_such() -> None:
    doubt = Doubt(seed(), seed(), Shared(), 0.4)
    assert "Общих имён" in cases.question(doubt, 1, ShelfReader(), "svodka_bot").text
