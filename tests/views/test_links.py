"""Deep links lead back, whatever else a message carries."""

import pytest
from aiogram.types import MessageEntity

from tests.views.shelf import ShelfLine, ShelfReader, seed
from views import links, share, stories, summary
from views.links import Payload


@pytest.mark.parametrize(
    ("payload", "read"),
    [
        ("s_12", Payload("s", 12)),
        ("t_12", Payload("t", 12)),
        ("g_12_345", Payload("g", 12, 345)),
        ("", None),
        ("s_", None),
        ("s_-1", None),
        ("x_1", None),
        ("s_" + "9" * 30, None),
        ("s_١٢", None),
    ],
)
def test_payloads_are_read_or_refused(payload: str, read: Payload | None) -> None:
    """Only our own payloads are read."""
    assert links.read_payload(payload) == read


def test_a_forwarded_story_is_known_by_its_links_alone() -> None:
    """Forwarding drops the buttons; the headline's link stays."""
    for view in (
        summary.render(seed(), ShelfReader(), "svodka_bot"),
        share.render(seed(), ShelfReader(), "svodka_bot"),
    ):
        assert links.story_of_message("Svodka_Bot", view.text, view.entities, None) == 1
        assert links.story_of_message("other_bot", view.text, view.entities, None) is None


def test_links_of_strangers_are_no_stories() -> None:
    """A link to another bot or site is not taken for ours."""
    for url in (
        "https://t.me/other_bot?start=s_1",
        "https://evil.example/svodka_bot?start=s_1",
        "",
    ):
        entity = MessageEntity(type="text_link", offset=0, length=1, url=url)
        assert links.story_of_message("svodka_bot", "x", [entity], None) is None


def test_a_link_written_out_is_a_story_too() -> None:
    """What was copied as plain text carries the address alone."""
    text = "🙂 https://t.me/svodka_bot?start=s_12 смотри"
    entity = MessageEntity(type="url", offset=3, length=34)
    assert entity.extract_from(text).endswith("s_12")
    assert links.story_of_message("svodka_bot", text, [entity], None) == 12


def test_a_list_is_about_no_story() -> None:
    """A reply to a list of several stories must not be taken for one to the first of them."""
    lines = [ShelfLine(1), ShelfLine(2)]
    both = stories.listing(lines, 2, 0, ShelfReader(), "svodka_bot")
    one = stories.listing(lines[:1], 1, 0, ShelfReader(), "svodka_bot")
    assert links.story_of_message("svodka_bot", both.text, both.entities, both.keyboard) is None
    assert links.story_of_message("svodka_bot", both.text, both.entities, None) is None
    assert links.story_of_message("svodka_bot", one.text, one.entities, one.keyboard) == 1
