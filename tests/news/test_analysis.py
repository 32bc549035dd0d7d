"""All that is worked out about an article at once."""

import pytest

from news.analysis import LENGTHS, VERSION, analyse
from news.summary import summarize
from tests.news import articles


@pytest.mark.parametrize("article", [articles.SEED, articles.SCHOOL, articles.BRIDGE, ""])
def test_the_analysis_gives_what_its_parts_give(article: str) -> None:
    found = analyse(article)
    assert found.version == VERSION
    assert found.story.text == article
    for length in LENGTHS:
        assert found.summary(length) == summarize(article, sentences=length)
    places = [*found.figures, *found.names]
    assert bool(places) == bool(article)


def test_a_length_out_of_bounds_is_the_nearest_there_is() -> None:
    found = analyse(articles.SEED)
    assert found.summary(0) == found.summary(1)
    assert found.summary(99) == found.summary(7)
