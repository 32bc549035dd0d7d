"""What every message of the bot keeps: Telegram's limits, whole entities, working buttons."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.versions import whats_new
from tests.views.shelf import ShelfLine, ShelfReader, ShelfStory, seed, story_of
from views import announcement, figures, follow, full, part, share, start, stories, summary
from views.figure import number_text
from views.language import LANGUAGES, catalogue
from views.message import TEXT_LIMIT, Message

USERNAME = "svodka_bot"
KINDS = ("private", "group", "supergroup", "channel")

View = Callable[[ShelfStory, ShelfReader], Message]

VIEWS: dict[str, View] = {
    "summary": lambda story, reader: summary.render(story, reader, USERNAME),
    "long summary": lambda story, reader: summary.render(story, reader, USERNAME, sentences=7),
    "figures": lambda story, reader: figures.render(story, reader, USERNAME),
    "quotes": lambda story, reader: figures.render(story, reader, USERNAME, quotes=True),
    "full": lambda story, reader: full.render(story, reader, USERNAME).message,
    "last page": lambda story, reader: full.render(story, reader, USERNAME, number=10**6).message,
    "share": lambda story, reader: share.render(story, reader, USERNAME),
    "inline": lambda story, reader: share.render(story, reader, USERNAME, inline=True),
    "announcement": lambda story, reader: announcement.render(story, reader, USERNAME),
    "hidden": lambda story, reader: announcement.render(graphic(story), reader, USERNAME),
    "part": lambda story, reader: part.render(
        story, whats_new(story.analysis, []), reader, USERNAME
    ),
    "later part": lambda story, reader: part.render(
        story, whats_new(story.analysis, [seed().analysis]), reader, USERNAME
    ),
    "welcome": lambda story, reader: start.welcome(story, reader, USERNAME),
}


def graphic(story: ShelfStory) -> ShelfStory:
    """Return the story as one that describes violence."""
    return replace(story, graphic="editor")


def is_fit_to_send(message: Message) -> None:
    """Check a message the way Telegram does."""
    assert 0 < message.length <= TEXT_LIMIT
    for entity in message.entities:
        assert entity.offset >= 0
        assert entity.length > 0
        assert entity.offset + entity.length <= message.length
    rows = message.keyboard.inline_keyboard if message.keyboard else []
    for button in (button for row in rows for button in row):
        assert button.text
        assert len((button.callback_data or "x").encode()) <= 64
        assert len(button.url or "") <= 2000
        if button.copy_text:
            assert 1 <= len(button.copy_text.text.encode("utf-16-le")) // 2 <= 256


@pytest.mark.parametrize("view", VIEWS)
def test_seed_article_fits_in_every_language_and_chat(view: str) -> None:
    """The seed article can be sent in every view, language and kind of chat."""
    for language, kind in product(LANGUAGES, KINDS):
        is_fit_to_send(VIEWS[view](seed(), ShelfReader(language=language, kind=kind)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=3000).filter(lambda text: text.strip().isprintable()))
def test_any_text_can_be_sent_in_every_view(text: str) -> None:
    """No article makes a message that Telegram would refuse."""
    if not text.strip():
        return
    story = story_of(text)
    for view in VIEWS.values():
        is_fit_to_send(view(story, ShelfReader()))


@pytest.mark.parametrize("view", VIEWS)
def test_a_source_with_an_endless_name_makes_no_message_too_long(view: str) -> None:
    """A feed may give itself a thousand characters, a site two thousand, an editor four."""
    long = replace(
        story_of("Мост открыли\n\n" + "В Астане открыли мост. " * 500), source="я" * 4000
    )
    is_fit_to_send(VIEWS[view](long, ShelfReader()))


def test_astral_letters_are_counted_as_telegram_counts_them() -> None:
    """A text of letters outside the basic plane is cut by UTF-16 units, not by characters."""
    story = story_of("Заголовок\n\n" + "𝔸𝔹ℂ𝔻 " * 3000)
    for number in range(1, 8):
        is_fit_to_send(full.render(story, ShelfReader(), USERNAME, number=number).message)


def test_channels_get_no_button_that_telegram_refuses_there() -> None:
    """Sending to a chosen chat is left out in channels."""
    view = share.render(seed(), ShelfReader(kind="channel"), USERNAME)
    buttons = [button for row in view.keyboard.inline_keyboard for button in row]  # type: ignore[union-attr]
    assert not any(button.switch_inline_query_chosen_chat for button in buttons)


def test_titles_with_markup_are_shown_as_typed() -> None:
    """Markup in a title stays text: entities come from us alone (F29)."""
    title = "<b>Жирно</b> & [ссылка](tg://user?id=1) _*"
    view = summary.render(
        story_of(f"{title}\n\nВ Астане открыли мост через реку."), ShelfReader(), USERNAME
    )
    assert title in view.text
    assert {entity.url for entity in view.entities if entity.url} <= {
        url
        for entity in view.entities
        if (url := entity.url) and url.startswith("https://t.me/svodka_bot?")
    }


def test_an_empty_list_and_an_empty_search_say_so() -> None:
    """There is never silence."""
    assert stories.listing([], 0, 0, ShelfReader(), USERNAME).text
    assert "слова" in stories.nothing_found("слова", ShelfReader()).text


def test_long_sentences_and_many_figures_can_be_sent() -> None:
    """Seven long sentences, and the quotes of twelve figures, are more than Telegram takes."""
    clause = " и соседнего района, где жители давно ждали открытия новой дороги" * 12
    sentences = [f"Завод {name} выпустил {n} тракторов из города{clause}." for n, name in WORKS]
    story = story_of("Заводы отчитались\n\n" + "\n\n".join(sentences))
    for view in VIEWS.values():
        is_fit_to_send(view(story, ShelfReader()))
    shown = VIEWS["long summary"](story, ShelfReader()).text
    assert sum(sentence in shown for sentence in sentences) >= 3


WORKS = [
    *((100 + 7 * n, name) for n, name in enumerate(("Алатау", "Иртыш", "Каспий", "Тобол"))),
    *((300 + n, f"имени {n}-летия") for n in range(10, 90, 10)),
]


def test_a_share_says_what_is_only_alleged() -> None:
    """What the article calls preliminary must not be passed on as a fact."""
    story = seed()
    alleged = [figure for figure in story.analysis.figures if figure.hedged]
    assert alleged
    for language in LANGUAGES:
        reader = ShelfReader(language=language)
        words = catalogue(language)("preliminary or alleged")
        shown = {
            line for line in share.render(story, reader, USERNAME).text.split("\n") if "•" in line
        }
        for figure in alleged:
            number = number_text(story, figure)
            assert all(words in line for line in shown if f"• {number} " in line)


@pytest.mark.parametrize("variant", share.VARIANTS)
def test_what_is_sent_to_a_chat_is_the_variant_shown(variant: str) -> None:
    """The button's query leads inline mode to the same text."""
    view = share.render(seed(), ShelfReader(), USERNAME, variant=variant)
    assert view.keyboard
    buttons = [button for row in view.keyboard.inline_keyboard for button in row]
    query = next(
        b.switch_inline_query_chosen_chat for b in buttons if b.switch_inline_query_chosen_chat
    )
    assert share.read_inline_query(query.query or "") == (1, variant)
    sent = share.render(seed(), ShelfReader(), USERNAME, variant=variant, inline=True)
    assert (sent.text, sent.entities) == (view.text, view.entities)


FIRST = (
    "Пожар на складе\n\nНа складе начался пожар, сообщили спасатели. Работают 40 пожарных.\n\n"
    "Причину выясняют. Жители соседних домов вышли на улицу.\n"
)
LATER = (
    "Ущерб подсчитали\n\nНа складе начался пожар, сообщили спасатели. Работают 40 пожарных.\n\n"
    "Ущерб составил 57 млн тенге, сообщил следователь Марат Оспанов.\n\n"
    "Причину выясняют. Жители соседних домов вышли на улицу.\n"
)


def test_what_is_new_in_a_part_stands_above_the_rest_and_nothing_stands_twice() -> None:
    """New figures lead to their place; known ones and known sentences are not called new."""
    first, later = story_of(FIRST), story_of(LATER, 8)
    news = whats_new(later.analysis, [first.analysis])
    text = part.render(later, news, ShelfReader(), USERNAME).text
    new, rest = text.split("Кратко")
    assert "• 57 млн тенге" in new
    assert "Марат Оспанов" in new
    assert "40 пожарных" not in new
    assert text.count("Ущерб составил 57 млн тенге") == 1
    assert "начался пожар" in rest


def test_a_part_without_anything_new_is_a_summary() -> None:
    later = story_of(LATER)
    view = part.render(later, whats_new(later.analysis, [later.analysis]), ShelfReader(), USERNAME)
    assert "Что нового" not in view.text
    assert later.analysis.summary(2).sentences[0].text in view.text


def test_every_word_of_a_graphic_story_but_its_headline_is_hidden() -> None:
    """What was asked for, and what is followed, stands open."""
    view = announcement.render(graphic(seed()), ShelfReader(), USERNAME)
    (spoiler,) = [entity for entity in view.entities if entity.type == "spoiler"]
    for sentence in seed().analysis.summary(3).sentences:
        assert sentence.text in spoiler.extract_from(view.text)
    assert spoiler.extract_from(view.text).startswith(seed().analysis.summary(3).sentences[0].text)
    for view in (
        announcement.render(graphic(seed()), ShelfReader(), USERNAME, followed=True),
        summary.render(graphic(seed()), ShelfReader(), USERNAME),
        announcement.render(seed(), ShelfReader(), USERNAME),
    ):
        assert not any(entity.type == "spoiler" for entity in view.entities)


@dataclass(frozen=True, slots=True)
class Case(ShelfLine):
    """A followed case."""

    parts: int = 3


def test_a_list_of_followed_cases_fits_whatever_their_titles() -> None:
    cases = [Case(2**52 - 1 - n, "𝔸" * 4000) for n in range(follow.PAGE_SIZE)]
    for language in LANGUAGES:
        reader = ShelfReader(language=language)
        view = follow.listing(cases, 10**6, 2, reader, USERNAME)
        is_fit_to_send(view)
        assert view.keyboard
        assert len(view.keyboard.inline_keyboard) == 2
        is_fit_to_send(follow.listing([], 0, 0, reader, USERNAME))
