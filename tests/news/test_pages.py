"""Saved web pages in three languages: nothing of the article is lost, nothing of the page stays."""

import pytest

from news import names, openings, story, summary, text
from news.analysis import analyse
from tests.news import articles, pages
from tests.news.pages import Page

each_page = pytest.mark.parametrize("page", pages.ALL)
LENGTHS = (1, 3, 5)


def shown(page: Page) -> str:
    """Return what a reader sees of the article."""
    read = story.read(page.text)
    parts = (read.title, read.lede, *read.paragraphs)
    return "\n".join(part.text for part in parts if part)


@each_page
def test_title_and_lede_are_those_of_the_article(page: Page) -> None:
    read = story.read(page.text)
    assert (read.title.text if read.title else None) == page.title
    assert (read.lede.text if read.lede else "").startswith(page.lede)


@each_page
def test_what_the_article_says_stays(page: Page) -> None:
    read = shown(page)
    assert [piece for piece in page.kept if piece not in read] == []


@each_page
def test_what_the_page_says_goes(page: Page) -> None:
    read = shown(page)
    assert [piece for piece in page.gone if piece in read] == []


@each_page
def test_author_credit_date_and_views_are_read(page: Page) -> None:
    read = story.read(page.text)
    parts = (read.author, read.place, read.photo_credit, read.published)
    wanted = (page.author, page.place, page.credit, page.published)
    assert tuple(part.text if part else None for part in parts) == wanted
    assert read.views == page.views


@each_page
def test_the_names_are_found_and_no_others_are_made_up(page: Page) -> None:
    found = {(name.kind, name.shown) for name in names.extract(page.text)}
    lowered = {(kind, name.lower()) for kind, name in found}
    assert {(kind, name.lower()) for kind, name in page.names} <= lowered
    assert {name for _, name in found} & page.no_names == set()


@each_page
@pytest.mark.parametrize("length", LENGTHS)
def test_summaries_have_nothing_of_the_page_and_nothing_that_hangs(page: Page, length: int) -> None:
    read = story.read(page.text)
    chosen = summary.summarize(page.text, sentences=length).sentences
    starts = [sentence.start for sentence in text.sentences(page.text)]
    taken = {starts.index(sentence.start) for sentence in chosen}
    assert 1 <= len(chosen) <= length
    for sentence in chosen:
        at = starts.index(sentence.start)
        assert not openings.hangs(sentence.text) or at - 1 in taken
        assert not any(piece in sentence.text for piece in page.gone)
        assert read.title is None or read.title.text not in sentence.text


@each_page
def test_every_output_is_where_it_says(page: Page) -> None:
    found = analyse(page.text)
    for figure in found.figures:
        assert page.text[figure.quote.start : figure.quote.end] == figure.quote.text
    for name in found.names:
        first = name.mentions[0]
        assert page.text[first.start : first.end] == name.text
    for sentence in found.summary(5).sentences:
        assert page.text[sentence.start : sentence.end] == sentence.text


def test_there_are_twenty_texts_in_three_languages() -> None:
    """Issue 3 asks for at least twenty of our own, with traps."""
    texts = {*articles.ALL, *(page.text for page in pages.ALL)}
    spoken = [story.read(each).language for each in texts]
    assert len(texts) >= 20
    assert min(spoken.count(language) for language in text.LANGUAGES) >= 4
