"""What editors are told of pages, in every language."""

import pytest

from sources.watching import Sight
from views.language import LANGUAGES
from views.message import TEXT_LIMIT
from views.watch import NAMED, StoryPage, pages

HOST = "paper.example"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_trouble_has_words_of_its_own_and_names_its_stories(language: str) -> None:
    found = [StoryPage(12, "Мост открыт", f"https://{HOST}/most")]
    troubles = [sight for sight in Sight if sight.is_trouble]
    told = [pages(language, what, HOST, found).text for what in troubles]
    assert len({text.partition("\n")[0] for text in told}) == len(troubles)
    for text in told:
        assert HOST in text.partition("\n")[0]
        assert f"№12 Мост открыт\nhttps://{HOST}/most" in text
        assert "/correct" in text
        assert "/retract" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_number_of_pages_is_one_message(language: str) -> None:
    found = [StoryPage(n, "Я" * 999, f"https://{HOST}/{'я' * 999}") for n in range(NAMED + 90)]
    message = pages(language, "layout", HOST, found)
    assert message.length <= TEXT_LIMIT
    assert " 90" in message.text
