"""Figures that two reports give differently: kept, read again, and held against a correction."""

import json
from dataclasses import replace

from news.analysis import analyse
from news.differing import dumped, loaded, standing
from news.threads import differing_figures

FIRST = "Пожар на складе\n\nНа складе погибли 3 человека, сообщили спасатели. Сгорело 900 метров."
OTHER = "Сгорел склад\n\nПо данным полиции, погибли от 4 до 5 человек. Склад не был застрахован."


def kept(first: str, other: str) -> str | None:
    a, b = analyse(first), analyse(other)
    return dumped(differing_figures(a.figures, b.figures), a, b)


def test_both_figures_are_kept_with_their_own_words_and_sentences() -> None:
    """Nothing is said for a report that does not stand in it."""
    [told] = loaded(kept(FIRST, OTHER))
    assert (told.kept.value, told.other.value) == (3.0, (4.0, 5.0))
    for said, text in ((told.kept, FIRST), (told.other, OTHER)):
        assert said.written in said.quote
        assert said.quote in text
        assert said.language == "ru"


def test_reports_that_agree_keep_nothing() -> None:
    assert kept(FIRST, FIRST) is None
    assert loaded(None) == ()


def test_what_was_kept_without_the_words_of_the_report_is_left_out() -> None:
    """As it was before both were kept."""
    said = {"value": 3.0, "qualifier": "exact", "quote": "Погибли трое."}
    old = {"label": "погибли", "unit": "человек", "kept": said, "other": said}
    assert loaded(json.dumps([old])) == ()


def test_a_figure_stands_until_a_correction_takes_it_away_or_makes_both_agree() -> None:
    [told] = loaded(kept(FIRST, OTHER))
    as_it_is, corrected = analyse(FIRST).figures, analyse(FIRST.replace("3 ч", "2 ч")).figures
    found = standing(told, as_it_is)
    assert found is not None
    assert found.value == 3.0
    found = standing(told, corrected)
    assert found is not None
    assert found.value == 2.0
    read_anew = [replace(each, label="жертвы пожара") for each in as_it_is]
    assert standing(told, read_anew) is read_anew[0]
    agreeing = analyse(FIRST.replace("погибли 3 человека", "погибли от 4 до 5 человек")).figures
    assert standing(told, agreeing) is None
    assert standing(told, ()) is None
