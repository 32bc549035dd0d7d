"""Documents become text, and what is none is refused with a sentence (F36)."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import documents, files
from sources.worker import Workers
from tests.sources import papers

TITLE = "Мост открыли"
FIRST = "В Павлодаре открыли мост через Иртыш длиной 900 метров. На него ушло 40 млн тенге."
SECOND = "Акимат обещает второй мост. Его построят за два года."


def test_a_pdf_gives_paragraphs_and_no_page_numbers() -> None:
    """A paragraph goes on over a page's end; running heads are left out."""
    lines = [
        "Вестник района, 12 марта",
        "\tВ Павлодаре открыли мост через Иртыш длиной 900 метров. На него ушло",
        "40 млн тенге.",
        "\tАкимат обещает второй мост, и его построят за два года, как говорят",
    ]
    more = ["Вестник района, 12 марта", "строители. Дорога станет короче.", "2"]
    last = ["Вестник района, 12 марта", "\tОткрыли и набережную.", "3"]
    text = documents.read(papers.pdf(*map(papers.set_page, (lines, more, last))), "a.pdf")
    assert text.split("\n\n") == [
        FIRST,
        f"{lines[3][1:]} строители. Дорога станет короче.",
        "Открыли и набережную.",
    ]


def test_a_pdf_of_pictures_has_no_text() -> None:
    with pytest.raises(files.NoTextError):
        documents.read(papers.pdf([]), "scan.pdf")


def test_a_word_document_gives_its_paragraphs_once() -> None:
    """With table cells; without deleted words, and without what is repeated for older programs."""
    body = (
        papers.words(TITLE, FIRST)
        + "<w:tbl><w:tr><w:tc>" + papers.words("Ячейка") + "</w:tc></w:tr></w:tbl>"
        "<w:p><w:r><w:t>Стало</w:t><w:tab/><w:t>так</w:t></w:r>"
        "<w:del><w:r><w:delText>иначе</w:delText></w:r></w:del></w:p>"
    )  # fmt: skip
    text = documents.read(papers.docx(body), "a.docx")
    assert text.split("\n\n") == [TITLE, FIRST, "Ячейка", "Стало так"]


def test_markdown_loses_its_marks() -> None:
    """Front matter, headings, emphasis, links and pictures: the words stay."""
    source = (
        "---\ntitle: x\n---\n# Мост **открыли**\n\nВ [Павлодаре](https://example.org/a)\n"
        "открыли *мост*.\n\n- Пункт `один`\n\n![рисунок](x.png)\n"
    )
    text = documents.read(source.encode(), "news.md")
    assert text.split("\n\n") == [TITLE, "В Павлодаре открыли мост.", "Пункт один"]


def test_a_saved_page_gives_its_article_in_the_encoding_it_names() -> None:
    """Headline and text; of scripts and menus nothing."""
    paragraphs = "".join(f"<p>{text} {text}</p>" for text in (FIRST, SECOND, FIRST[:50]))
    html = (
        f'<!doctype html><html><head><meta charset="windows-1251"><title>{TITLE}</title></head>'
        f"<body><nav><a href=/>Главная</a></nav><article><h1>{TITLE}</h1>{paragraphs}</article>"
        "<script>alert(1)</script></body></html>"
    )
    text = documents.read(html.encode("cp1251"), "saved.txt")
    assert text.startswith(TITLE + "\n\n")
    assert SECOND in text
    assert "alert" not in text
    assert "Главная" not in text


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "a.txt", files.EmptyError),
        (b"\x7fELF\x02\x01\x01\x00\x00\xff", "binary.txt", files.BinaryError),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "../../etc/passwd", files.BinaryError),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.doc", files.BinaryError),
        (b"PK\x03\x04 broken", "a.docx", files.BinaryError),
        (b"%PDF-1.7 broken", "a.pdf", files.BinaryError),
        (papers.packed({"mimetype": b"application/epub+zip"}), "a.docx", files.BinaryError),
        (papers.docx("", part="xl/workbook.xml"), "a.xlsx", files.BinaryError),
        (papers.docx("<w:p/>"), "empty.docx", files.NoTextError),
        (papers.docx("<w:p>"), "torn.docx", files.BinaryError),
        (papers.locked_pdf(), "a.pdf", files.EncryptedError),
        (papers.locked_zip(), "a.docx", files.EncryptedError),
        (b"<html><body><a href=/a>one</a></body></html>", "a.html", files.NoArticleError),
        (b"a" * (documents.LIMIT + 1), "a.txt", files.TooLargeError),
    ],
)
def test_f36_what_is_no_text_is_refused_as_what_it_is(
    data: bytes, name: str, error: type[files.FileError]
) -> None:
    """Whatever its name says; the name is never a path."""
    with pytest.raises(error):
        documents.read(data, name)


def test_f36_a_zip_bomb_is_stopped_at_the_limit() -> None:
    """A gigabyte of one letter in a megabyte: no more than the limit is ever unpacked."""
    bomb = papers.docx("<w:p><w:r><w:t>" + "а" * 60_000_000 + "</w:t></w:r></w:p>")
    assert len(bomb) < 1_000_000
    with pytest.raises(files.TooLargeError):
        documents.read(bomb, "bomb.docx")


def test_f36_entities_of_a_document_are_not_expanded() -> None:
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(files.BinaryError):
        documents.read(papers.docx("<w:p>&b;</w:p>", before=laughs), "laughs.docx")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@given(data=st.binary(max_size=200))
def test_any_bytes_give_text_or_a_file_error(name: str, data: bytes) -> None:
    """Nothing else ever comes out of a document."""
    with suppress(files.FileError):
        assert isinstance(documents.read(data, name), str)


async def test_a_worker_reads_every_format_within_its_limits() -> None:
    """What libraries need of memory fits into a worker's, and refusals come back as values."""
    page = papers.set_page([f"\t{FIRST[:60]}", FIRST[60:]])
    async with Workers(1, seconds=20) as workers:
        for data, name in (
            (papers.pdf(page), "a.pdf"),
            (papers.docx(papers.words(FIRST)), "a.docx"),
            (FIRST.encode(), "a.md"),
        ):
            found = await workers.run(documents.outcome, data, name)
            assert "40 млн тенге" in found.text
        refused = await workers.run(documents.outcome, b"PK\x03\x04", "a.docx")
    assert (refused.text, refused.problem) == ("", "binary")
