"""Files become text, or an error that says what is wrong with them."""

import codecs
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources import documents, files

RUSSIAN = "Совет утвердил смету. На ремонт моста уйдёт 40 млн тенге — об этом сказал мэр."
PLAIN = "Совет утвердил смету. На ремонт моста уйдет 40 млн тенге, сказал мэр."
CAPITALS = "СРОЧНОЕ СООБЩЕНИЕ. В АСТАНЕ ОТКРЫЛИ НОВЫЙ МОСТ."
KAZAKH = "Қалада жаңа көпір ашылды. Құрылысқа 40 миллион теңге жұмсалды, деді әкім."


@pytest.mark.parametrize("text", [RUSSIAN, KAZAKH, "The council voted. The bridge stays."])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_and_without_a_mark(text: str, encoding: str) -> None:
    assert files.decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "mark", [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_LE, "utf-32-le")]
)
def test_both_byte_orders_are_told_by_their_mark(mark: tuple[bytes, str]) -> None:
    assert files.decode(mark[0] + KAZAKH.encode(mark[1])) == KAZAKH


@pytest.mark.parametrize("text", [PLAIN, CAPITALS, "Коротко. Но ясно."])
@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_the_old_russian_encodings_are_told_apart(text: str, encoding: str) -> None:
    assert files.decode(text.encode(encoding)) == text


def test_russian_typography_of_windows_is_kept() -> None:
    assert files.decode(RUSSIAN.encode("cp1251")) == RUSSIAN


def test_the_kazakh_windows_encoding_is_known() -> None:
    assert files.decode(KAZAKH.encode("kz1048")) == KAZAKH


def test_a_whole_article_reads_the_same_in_every_encoding() -> None:
    article = Path("seeds/nakryli-razom.txt").read_text(encoding="utf-8")
    plain = article.replace("–", "-")
    for encoding in ("utf-8", "utf-16", "cp1251", "koi8-r", "kz1048"):
        assert files.decode(plain.encode(encoding)) == plain, encoding


def test_line_ends_of_all_systems_become_one_kind() -> None:
    assert files.decode(b"one.\r\ntwo.\rthree.\n") == "one.\ntwo.\nthree.\n"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", codecs.BOM_UTF8, b"\xef\xbb\xbf \n"])
def test_a_file_with_nothing_in_it_is_refused(data: bytes) -> None:
    with pytest.raises(files.EmptyError):
        files.decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 one two three.",
        b"PK\x03\x04 and so on",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        bytes(range(256)),
        b"text with \x00 in it",
        b"\x7fELF\x02\x01\x01\x00\x00\xff",
    ],
)
def test_what_is_no_text_is_refused_as_such(data: bytes) -> None:
    with pytest.raises(files.BinaryError):
        files.decode(data)


def test_more_than_one_article_can_have_is_refused_at_the_limit() -> None:
    assert files.decode(b"a" * files.LIMIT)
    with pytest.raises(files.TooLargeError, match="1 MB"):
        files.decode(b"a" * (files.LIMIT + 1))


@pytest.mark.parametrize("encoding", ["cp866", "shift_jis"])
def test_an_encoding_that_cannot_be_told_is_refused(encoding: str) -> None:
    text = (
        CAPITALS + " " + PLAIN if encoding == "cp866" else "市議会は予算を可決した。橋は残る。" * 5
    )
    with pytest.raises(files.EncodingError, match="UTF-8"):
        files.decode(text.encode(encoding))


def test_a_missing_file_and_a_folder_say_so(tmp_path: Path) -> None:
    with pytest.raises(files.MissingError):
        files.load(tmp_path / "nowhere.txt", 10)
    with pytest.raises(files.NotAFileError):
        files.load(tmp_path, 10)


def test_a_file_gives_its_text(tmp_path: Path) -> None:
    (tmp_path / "статья.txt").write_bytes(PLAIN.encode("koi8-r"))
    assert documents.of_file(tmp_path / "статья.txt") == PLAIN


@example(b"\x0b")
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_file_error(data: bytes) -> None:
    with suppress(files.FileError):
        assert files.decode(data).strip()
