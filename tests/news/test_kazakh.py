"""Kazakh endings, cut off again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import kazakh


@pytest.mark.parametrize(
    ("forms", "root"),
    [
        ("қылмыстың қылмыста қылмысы қылмыстар қылмыстарының", "қылмыс"),
        ("мектепте мектебі мектебінде мектептерге", "мектеп"),
        ("балаға балалар балаларды баласы", "бала"),
        ("пышақпен пышақтың", "пышақ"),
        ("АСТАНАДА Астанадағы", "астана"),
    ],
)
def test_the_root_is_among_what_each_form_may_be(forms: str, root: str) -> None:
    for form in forms.split():
        assert root in kazakh.roots(form)


@pytest.mark.parametrize("word", ["Астана", "бала", "Ақтау", "ел"])
def test_a_word_without_an_ending_keeps_its_own(word: str) -> None:
    """Only what agrees with the sounds before it is an ending."""
    assert kazakh.roots(word) == (word.lower(),)


@given(st.text(max_size=40))
def test_any_word_has_roots_and_is_one_itself(word: str) -> None:
    found = kazakh.roots(word)
    assert found[0] == word.lower()
    assert all(word.lower()[:1] == root[:1] for root in found)
