"""Pages of a full text: whole paragraphs, whole sentences, nothing lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.views.shelf import ShelfReader, seed, story_of
from views import full
from views.pages import PAGE_LIMIT, blocks, page_of, pages, paragraph_number, units

SENTENCE = "В городе открыли новый мост через реку, и движение стало свободнее. "


def long_story(paragraphs: int = 40, sentences: int = 6) -> str:
    """Return a text of several pages."""
    numbered = (f"Мост номер {number}. " + SENTENCE * sentences for number in range(paragraphs))
    return "Мост открыт\n\n" + "\n\n".join(numbered)


def test_every_character_of_the_body_is_on_exactly_one_page() -> None:
    """Cutting loses nothing but white space and repeats nothing."""
    reading = story_of(long_story()).analysis.story
    shown = "".join(reading.text[b.start : b.end] for page in pages(reading) for b in page)
    body = "".join(reading.text[b.start : b.end] for b in blocks(reading))
    assert "".join(shown.split()) == "".join(body.split())


def test_pages_are_cut_at_paragraphs() -> None:
    """A page ends where a paragraph ends."""
    reading = story_of(long_story()).analysis.story
    ends = {block.end for block in blocks(reading)}
    assert len(pages(reading)) > 2
    assert all(page[-1].end in ends for page in pages(reading))


def test_a_paragraph_longer_than_a_page_is_cut_between_sentences() -> None:
    """Never inside a sentence."""
    reading = story_of("Мост открыт\n\n" + SENTENCE * 200).analysis.story
    book = pages(reading)
    assert len(book) > 2
    for page in book:
        assert reading.text[page[-1].start : page[-1].end].endswith(".")


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="ая😀́ .\n", max_size=4000), st.integers(50, 400))
def test_no_page_is_longer_than_its_limit(text: str, limit: int) -> None:
    """Whatever the text, a page has room."""
    reading = story_of("Слово " + text).analysis.story
    for page in pages(reading, limit):
        size = sum(units(reading.text[b.start : b.end]) + 2 for b in page)
        assert size <= limit


def test_place_is_found_and_shown_in_bold() -> None:
    """A summary sentence leads to its page, where it stands in bold."""
    story = seed()
    for sentence in story.analysis.summary(5).sentences:
        place = full.Place(sentence.start, sentence.end)
        page = full.render(story, ShelfReader(), "svodka_bot", place=place)
        bold = [
            e.extract_from(page.message.text) for e in page.message.entities if e.type == "bold"
        ]
        assert sentence.text in bold


def test_paragraph_numbers_count_the_lede_as_first() -> None:
    """¶1 is the lede, ¶2 the first paragraph."""
    reading = seed().analysis.story
    assert reading.lede is not None
    assert paragraph_number(reading, reading.lede.start) == 1
    assert paragraph_number(reading, reading.paragraphs[1].start + 5) == 3
    assert page_of(pages(reading, PAGE_LIMIT), reading.paragraphs[0].start) == 0
