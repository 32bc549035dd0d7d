"""Words: one spelling finds the others, places are exact, any text is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.words import LONGEST, Word, _beginnings, fold, marks, stem, stems, words


def test_words_know_their_places() -> None:
    text = "Суд, в Северо-Казахстане: 1,5 млн!"
    assert [text[word.start : word.end] for word in words(text)] == [
        "Суд", "в", "Северо", "Казахстане", "1", "5", "млн",
    ]  # fmt: skip
    assert words("Суд")[0] == Word(0, 3, "суд")


@pytest.mark.parametrize(
    "forms",
    [
        "торговля торговли торговле торговлю торговлей",
        "люди людей людям людьми людях",
        "дети детей детям детьми детях",
        "Казахстан Казахстана Казахстану Казахстаном Казахстане",
        "Астана Астаны Астане Астану Астаной",
        "Петров Петрова Петрову Петровым Петрове",
        "Токаев Токаева Токаеву Токаевым Токаеве",
        "урожай урожая урожаю урожаем урожаи урожаев",
        "рынок рынка рынку рынком рынке рынки рынков",
        "преступление преступления преступлений преступлениям",
        "учёный ученый УЧЁНОГО учёные",
        "police policing POLICED",
        "trafficker traffickers trafficker's",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["суд сад", "банк банда", "полиция политика", "закон заказ", "газ газета"]
)
def test_different_words_have_different_stems(pair: str) -> None:
    first, second = pair.split()
    assert stem(first) != stem(second)


def test_kazakh_words_stay_as_they_are_but_for_case() -> None:
    assert stems("ТЕҢГЕ қалалық Өңір") == ["теңге", "қалалық", "өңір"]


def test_apostrophes_join_latin_letters_and_quote_cyrillic_ones() -> None:
    assert stems("O'Reilly don’t 'слово'") == ["oreilli", "dont", "слов"]


def test_stress_marks_and_decomposed_letters_make_no_difference() -> None:
    assert stems("стра\u0301на Наи\u0306ден") == stems("страна Найден")
    assert fold("Ёж Е\u0301") == "еж е"


@given(st.text())
def test_any_text_has_words_in_order_with_usable_stems(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.stem == stem(text[word.start : word.end])
        assert word.stem.replace("_", "?").isalnum() or not word.stem.isascii()
        assert 1 <= len(word.stem) <= LONGEST
        end = word.end


@given(st.text())
def test_stems_are_those_of_the_words(text: str) -> None:
    assert stems(text) == [word.stem for word in words(text)]


@given(st.text(), st.integers(0, 5))
def test_marks_are_the_words_whose_stem_is_wanted(text: str, every: int) -> None:
    check_marks(text, every)


LETTERS = "абеёЕЁнкоцвья йСТАН'’-_.«»ab sed'IЯіқҚ1,"


@given(st.text(LETTERS, max_size=60), st.integers(0, 5))
def test_marks_found_by_beginnings_are_the_same(text: str, every: int) -> None:
    check_marks(text, every)


def check_marks(text: str, every: int) -> None:
    found = words(text)
    wanted = frozenset(word.stem for word in found[every::3])
    expected = [(word.start, word.end, word.stem) for word in found if word.stem in wanted]
    assert [(span.start, span.end, name) for span, name in marks(text, wanted)] == expected


def test_nothing_wanted_marks_nothing() -> None:
    assert list(marks("Суд и полиция", frozenset())) == []
    assert not _beginnings(frozenset()).search("Суд")
