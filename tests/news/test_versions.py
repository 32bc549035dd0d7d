"""Versions: what an editor's change means for those who read the story before it."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news import story
from news.analysis import VERSION, Analysis, analyse
from news.spans import Part
from news.versions import Change, Difference, Kind, What, compare, whats_new
from tests.news import articles

STORY = """Двоих задержали в Павлодаре

Полиция Павлодара задержала двух мужчин с ртутью. Об этом сообщил начальник \
департамента Ерлан Сатов.

Суд пройдёт 5 мая в 14:30. Иван Петров не признал вину. Ущерб оценили в 1,5 млн тенге.

Число краж в области выросло на 12 процентов. Соседи ничего не слышали.
"""


def changed(before: str, after: str, text: str = STORY) -> Change:
    """Return what it means when an editor puts some words for others."""
    assert before in text
    return compare(text, text.replace(before, after))


def said(one: Difference) -> tuple[str, str | None, str | None]:
    """Return a difference as what it is and the words before and after."""
    old, new = (part.text if part else None for part in (one.old, one.new))
    return one.what.value, old, new


@pytest.mark.parametrize(
    ("before", "after", "what", "old", "new"),
    [
        ("двух мужчин", "трёх мужчин", What.FIGURE, "двух", "трёх"),
        ("1,5 млн", "1,7 млн", What.FIGURE, "1,5 млн тенге", "1,7 млн тенге"),
        ("1,5 млн", "15 млн", What.FIGURE, "1,5 млн тенге", "15 млн тенге"),
        ("млн тенге", "млн долларов", What.FIGURE, "1,5 млн тенге", "1,5 млн долларов"),
        ("5 мая", "6 мая", What.FIGURE, "5 мая", "6 мая"),
        ("5 мая", "5 июня", What.FIGURE, "5 мая", "5 июня"),
        ("14:30", "15:30", What.FIGURE, "14:30", "15:30"),
        (" на 12 процентов", "", What.FIGURE, "12 процентов", None),
        ("Иван Петров", "Иван Сидоров", What.NAME, "Иван Петров", "Иван Сидоров"),
        ("Ерлан Сатов", "Ерлан Сатаев", What.NAME, "Ерлан Сатов", "Ерлан Сатаев"),
        ("Иван Петров", "Он", What.NAME, "Иван Петров", None),
        ("не признал", "признал", What.NEGATION, "не признал", "признал"),
        ("выросло", "не выросло", What.NEGATION, "выросло", "не выросло"),
        ("выросло", "снизилось", What.NEGATION, "выросло", "снизилось"),
        ("Двоих задержали", "Двоих наградили", What.HEADLINE, None, None),
    ],
)  # fmt: skip
def test_a_figure_a_name_a_negation_and_the_headline_are_material(
    before: str, after: str, what: What, old: str | None, new: str | None
) -> None:
    text = STORY.replace("Полиция Павлодара задержала", "В Павлодаре поймали")
    found = changed(before, after, text if what is What.HEADLINE else STORY)
    assert found.kind is Kind.MATERIAL
    assert len(found.material) == 1
    first = found.differences[0]
    assert first.what is what
    if what is not What.HEADLINE:
        assert said(first) == (what.value, old, new)
    assert first.old_sentence is not None
    assert first.new_sentence is not None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("начальник", "начальнник"),
        ("Полиция", "Полциия"),
        ("Суд пройдёт", "Суд пройдет"),
        ("Об этом сообщил", "Об этом, сообщил"),
        ("не слышали", "не слышал"),
        ("двух мужчин", "2 мужчин"),
        ("1,5 млн", "1 500 000"),
        ("с ртутью", "со ртутью"),
        ("задержали в Павлодаре", "Задержали в Павлодаре"),
    ],
)
def test_letters_mended_are_a_typo(before: str, after: str) -> None:
    found = changed(before, after)
    assert found.kind is Kind.TYPO, found.differences
    assert {one.what for one in found.differences} == {What.TYPO}


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("Соседи ничего", "Жена Петрова уехала в июне. Соседи ничего", What.ADDED),
        (" Соседи ничего не слышали.", "", What.REMOVED),
        ("не слышали.", "не слышали, но видели пожар.", What.WORDING),
        ("не слышали.", "не слышали, и никто не вышел.", What.WORDING),
        ("5 мая", "5 мая 2026 года", What.WORDING),
        ("Соседи", "Соседи Марата Оспанова", What.NAME),
        ("с ртутью", "с ртутью весом 5 кг", What.FIGURE),
        ("с ртутью", "с банками ртути", What.WORDING),
        ("Полиция Павлодара задержала", "Полиция задержала", What.WORDING),
        ("Двоих задержали", "Двоих мужчин задержали", What.WORDING),
        ("Соседи ничего", "Побежал сосед. Соседи ничего", What.ADDED),
        ("Об этом сообщил", "Об этом побежал и сообщил", What.WORDING),
    ],
)
def test_more_less_and_other_words_are_an_addition(before: str, after: str, what: What) -> None:
    found = changed(before, after)
    assert found.kind is Kind.ADDITION, found.differences
    assert what in {one.what for one in found.differences}


@pytest.mark.parametrize("article", articles.ALL)
def test_moved_and_reformatted_paragraphs_are_the_same(article: str) -> None:
    assert compare(article, article) == Change(Kind.SAME)
    looks = article.replace("\n\n", "\n \n\n").replace('"', "”").replace(" - ", " — ")
    assert compare(article, looks).kind is Kind.SAME


def test_a_paragraph_that_moved_is_the_same() -> None:
    title, *paragraphs = STORY.strip().split("\n\n")
    moved = "\n\n".join([title, paragraphs[0], *reversed(paragraphs[1:])])
    assert compare(STORY, moved).kind is Kind.SAME


def test_views_dates_and_bylines_of_the_page_are_not_compared() -> None:
    for before, after in (
        ("1321\n", "1400\n"),
        ("СКРЕЛИНГ", "СКРЕЛЛИНГ"),
        ("с сайта polisia", "с сайта police"),
    ):
        assert changed(before, after, articles.SEED).kind is Kind.SAME


def test_a_sentence_in_two_is_nothing_new() -> None:
    text = "Мост закрыт. Рабочие проверили опоры моста, и мэр города закрыл дорогу до весны."
    split = "Мост закрыт. Рабочие проверили опоры моста. И мэр города закрыл дорогу до весны."
    found = compare(text, split)
    assert What.ADDED not in {one.what for one in found.differences}


def test_a_headline_is_a_sentence_where_the_other_version_has_none() -> None:
    title, rest = STORY.split("\n\n", 1)
    found = compare(STORY, rest)
    assert [(one.what, one.old and one.old.text) for one in found.differences] == [
        (What.REMOVED, title)
    ]


def test_words_that_only_look_like_a_kazakh_negation_are_other_words() -> None:
    assert compare("Он кеше побежал домой.", "Он кеше пожал домой.").kind is Kind.ADDITION


def test_a_figure_told_anew_in_another_sentence_is_found() -> None:
    found = changed(" Ущерб оценили в 1,5 млн тенге.", " Сумма ущерба — около 2 млн тенге.")
    assert [said(one) for one in found.material] == [("figure", "1,5 млн тенге", "2 млн тенге")]


def test_a_figure_that_only_moved_is_no_change() -> None:
    text = STORY.replace("с ртутью", "с ртутью на 1,5 млн тенге")
    assert changed("оценили в 1,5 млн тенге", "оценили", text).kind is not Kind.MATERIAL


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ерлан Сатов", "Е. Сатов"),
        ("Сатов", "Е. К. Сатов"),
        ("в Казахстане", "в Республике Казахстан"),
        ("МВД", "Министерстве внутренних дел"),
        ("Сатов сказал", "Сатовым сказано"),
    ],
)
def test_another_form_of_a_name_is_the_same_name(before: str, after: str) -> None:
    text = f"Об этом узнали вчера вечером на встрече, где {before} в зале при свидетелях."
    assert before in text
    found = compare(text, text.replace(before, after))
    assert found.kind is not Kind.MATERIAL, found.differences


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Сот оны кінәлі деп таппады.", "Сот оны кінәлі деп тапты.", None),
        ("Ол кеше Астанаға келді.", "Ол кеше Астанаға келмеді.", ("келді", "келмеді")),
        ("Ол бұл іске кінәлі.", "Ол бұл іске кінәлі емес.", ("кінәлі", "кінәлі емес")),
        ("Апатта 3 адам қаза тапты.", "Апатта 4 адам қаза тапты.", ("3 адам", "4 адам")),
        ("The court found him guilty.", "The court found him not guilty.",
         ("guilty", "not guilty")),
        ("He did admit the theft.", "He didn't admit the theft.", ("admit", "didn't admit")),
        ("Three people died in the crash.", "Four people died in the crash.",
         ("Three people", "Four people")),
        ("Prices rose in May last year.", "Prices fell in May last year.", ("rose", "fell")),
        ("Суд признал его виновным.", "Суд признал его невиновным.", ("виновным", "невиновным")),
    ],
)  # fmt: skip
def test_material_changes_are_seen_in_all_languages(
    old: str, new: str, words: tuple[str, str] | None
) -> None:
    found = compare(old, new)
    assert found.kind is (Kind.MATERIAL if words else Kind.ADDITION), found.differences
    if words:
        assert said(found.differences[0])[1:] == words


def parts(found: Change) -> Iterator[tuple[Part | None, bool]]:
    """Give all parts of the differences, each with whether it is of the old text."""
    for one in found.differences:
        yield from ((one.old, True), (one.old_sentence, True))
        yield from ((one.new, False), (one.new_sentence, False))


WORDS = ["Суд", "не", "признал", "5 мая", "12", "млн тенге", "Иван Петров", "Астане", "вину", ".",
         "\n\n", "вырос", "упал", "«", "и"]  # fmt: skip
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


@settings(max_examples=150)
@given(TEXTS, TEXTS)
def test_any_two_texts_are_compared_with_exact_places(old: str, new: str) -> None:
    found = compare(old, new)
    assert found.kind == max((one.kind for one in found.differences), default=Kind.SAME)
    assert all(one.kind is not Kind.SAME for one in found.differences)
    for part, is_old in parts(found):
        text = old if is_old else new
        assert part is None or text[part.start : part.end] == part.text != ""


@settings(max_examples=60)
@given(TEXTS)
def test_a_text_is_the_same_as_itself_and_brings_nothing_new(text: str) -> None:
    assert compare(text, text) == Change(Kind.SAME)
    found = whats_new(text, [text])
    assert (found.figures, found.names, found.sentences) == ((), (), ())


FIRST = """Двоих задержали в Павлодаре

Полиция Павлодара задержала двух мужчин с ртутью. Ущерб оценили в 1,5 млн тенге. \
Задержан Иван Петров.
"""
SECOND = """Задержанных с ртутью отпустили

Суд Павлодара отпустил двух мужчин под залог. Их задержали с ртутью в мае.
"""
VERDICT = """Суд вынес приговор по делу о ртути

Ивана Петрова приговорили к 7 годам. Ущерб, оценённый в 1,5 млн тенге, он возместит.

Полиция Павлодара задержала двух мужчин с ртутью. Защищать их взялась адвокат Анна Ким.

Прения сторон длились неделю.

Ольга ЛЕСНАЯ, Павлодар
"""


def test_a_later_part_brings_its_new_figures_names_and_sentences() -> None:
    found = whats_new(analyse(VERDICT), [FIRST, SECOND])
    assert [(one.value, one.unit) for one in found.figures] == [(7, "год")]
    assert [name.normal for name in found.names] == ["Анна Ким"]
    assert [part.text for part in found.sentences] == [
        "Ивана Петрова приговорили к 7 годам.",
        "Защищать их взялась адвокат Анна Ким.",
        "Прения сторон длились неделю.",
    ]
    for part in found.sentences:
        assert VERDICT[part.start : part.end] == part.text


def test_against_nothing_all_is_new() -> None:
    found = whats_new(FIRST, [])
    assert len(found.sentences) == 3
    assert {name.normal for name in found.names} == {"Павлодар", "Иван Петров"}


def big(words: str) -> str:
    """Return a megabyte of sentences that differ from each other."""
    lines = (f"Случай {n} в {n % 97} районе {words} {n * 7919 % 10007}. " for n in range(60_000))
    text = ""
    for line in lines:
        text += line
        if len(text) > 1_000_000:
            return text
    raise AssertionError


BIG = {
    "all sentences changed": (big("разобрали"), big("решили")),
    "one long sentence": ("слово " * 60_000, "слава " * 60_000),
    "short sentences": ("Да. " * 50_000, "Нет. " * 50_000),
    "many paragraphs": ("Дело в суде.\n" * 20_000, "Дело суда.\n" * 20_000),
}


@pytest.mark.parametrize("case", BIG)
def test_a_book_is_compared_in_bounded_time(case: str) -> None:
    """Ten seconds on a free core are the promise; a busy machine gets three times as many.

    Names and figures are read by `analyse`, in time of its own.
    """
    before, after = (Analysis(VERSION, story.read(text), (), (), ()) for text in BIG[case])
    began = time.process_time()
    compare(before, after)
    whats_new(after, [before])
    assert time.process_time() - began < 30
