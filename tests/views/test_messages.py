"""What every message of the bot keeps: Telegram's limits, whole entities, working buttons."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.views.shelf import ShelfReader, ShelfStory, seed, story_of
from views import announcement, figures, full, share, start, stories, summary
from views.language import LANGUAGES
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
    "welcome": lambda story, reader: start.welcome(story, reader, USERNAME),
}


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
