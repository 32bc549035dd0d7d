"""Notes about corrections: short, in the reader's words, and right at any length."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.versions import compare
from tests.views.shelf import ShelfReader, story_of
from tests.views.test_messages import KINDS, USERNAME, is_fit_to_send
from views import correction, editors
from views.language import LANGUAGES

TEXT = """{title}

Город получил новый мост через реку, при стройке пострадали {hurt} рабочих, сообщил {who}.

Подрядчик {denied}признал вину. Мост стоил {cost} млрд тенге.
"""


def told(**changed: str) -> str:
    facts = {"title": "Мост открыли", "hurt": "3", "who": "Ерлан Сериков", "denied": ""}
    return TEXT.format(**{**facts, "cost": "2,4", **changed})


def note(language: str = "ru", **changed: str) -> str:
    text = told(**changed)
    material = compare(told(), text).material
    reader = ShelfReader(language=language)
    return correction.note(story_of(text), material, reader, USERNAME).text


def test_a_figure_is_named_before_and_after_with_its_noun_and_place() -> None:
    said = note(hurt="5")
    assert "Было: …стройке пострадали 3 рабочих\n" in said
    assert "Верно: …стройке пострадали 5 рабочих (¶1)" in said


def test_a_name_a_negation_and_a_headline_are_named() -> None:
    assert "Марат Ахметов" in note(who="Марат Ахметов").split("Верно")[1]
    assert "Подрядчик не признал вину (¶2)" in note(denied="не ")
    headline = note(title="Больницу закрыли").split("\n\n")[1]
    assert "закрыли" in headline
    assert "¶" not in headline  # it stands in no paragraph


def test_what_a_note_quotes_of_a_graphic_story_is_hidden_once() -> None:
    """The headline stands open, as in every message that nobody asked for."""
    material = compare(told(), told(hurt="5", who="Марат Ахметов")).material
    story = replace(story_of(told(hurt="5", who="Марат Ахметов")), graphic="тело")
    message = correction.note(story, material, ShelfReader(language="ru"), USERNAME)
    [hidden] = [each for each in message.entities if each.type == "spoiler"]
    assert message.text.count("насилия") == 1
    covered = hidden.extract_from(message.text)
    assert "5 рабочих" in covered
    assert "Марат Ахметов" in covered
    assert "Мост открыли" not in covered


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_own_words(language: str) -> None:
    words = {"ru": "Было", "kk": "Бұрын", "en": "It said"}
    assert words[language] in note(language, hurt="5")


def test_more_differences_than_fit_are_counted() -> None:
    said = note(hurt="5", who="Марат Ахметов", denied="не ", cost="4,2")
    assert said.count("Верно") == correction.MOST
    assert "И ещё 1 исправление." in said


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    title=st.text(max_size=600),
    hurt=st.integers(0, 10**12),
    who=st.text(max_size=3000),
    reason=st.text(max_size=6000),
    language=st.sampled_from(LANGUAGES),
    kind=st.sampled_from(KINDS),
)
def test_whatever_changed_the_note_fits_into_a_message(
    title: str, hurt: int, who: str, reason: str, language: str, kind: str
) -> None:
    text = told(title=title, hurt=str(hurt), who=who)
    change, story = compare(told(), text), story_of(text)
    reader = ShelfReader(language=language, kind=kind)
    is_fit_to_send(correction.note(story, change.differences, reader, USERNAME))
    is_fit_to_send(correction.withdrawn(story, reason, reader, USERNAME))
    is_fit_to_send(correction.withdrawal(story, reason, reader, USERNAME))
    is_fit_to_send(editors.ask_to_retract(story, reason + "x", 3, reader, USERNAME))
