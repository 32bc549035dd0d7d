"""What two stories share, in words that an editor can judge by."""

from functools import cache

from hypothesis import given, settings

from news.analysis import analyse
from news.shared import MOST, shared
from tests.news.test_text import LIKE_NEWS

ARREST = (
    "В Экибастузе задержали главврача\n\nВ Экибастузе задержали главврача больницы Бауржана "
    "Тлеулина. Его подозревают в закупке томографов по завышенной цене.\n\n"
    "Дело ведёт Антикоррупционная служба, сообщил следователь."
)
VERDICT = (
    "Тлеулин получил шесть лет\n\nВ Экибастузе вынесли приговор Бауржану Тлеулину. Его признали "
    "виновным: томографы покупали втридорога.\n\nАдвокат подаст жалобу."
)
ABROAD = (
    "Tleulin gets six years\n\nA court in Ekibastuz sentenced Baurzhan Tleulin, a former chief "
    "doctor. He bought scanners at inflated prices."
)
OTHER = "Курс тенге вырос\n\nТенге укрепился на бирже. Аналитики ждут роста и дальше."

read = cache(analyse)


def test_people_places_and_rare_words_of_both_are_named() -> None:
    """As the first story has them; a person's surname is no rare word once more."""
    found = shared(read(VERDICT), read(ARREST))
    assert found.names == ("Бауржан Тлеулин",)
    assert found.places == ("Экибастуз",)
    assert "томографы" in found.words
    assert not {"Тлеулин", "Экибастузе", "приговор"} & set(found.words)


def test_names_are_told_across_languages_and_words_are_not() -> None:
    found = shared(read(ABROAD), read(VERDICT))
    assert [name.split()[-1] for name in found.names] == ["Tleulin"]
    assert found.words == ()


def test_strangers_share_nothing() -> None:
    assert not shared(read(OTHER), read(VERDICT))


@given(LIKE_NEWS, LIKE_NEWS)
@settings(max_examples=30, deadline=None)
def test_any_two_stories_can_be_asked(a: str, b: str) -> None:
    """Never an exception; few of each kind, each once; a story shares all of it with itself."""
    found = shared(read(a), read(b))
    for kind in (found.names, found.places, found.words):
        assert len(kind) <= MOST
        assert len({each.casefold() for each in kind}) == len(kind)
        assert all(each.strip() for each in kind)
