"""Figures as lines that a person reads."""

from dataclasses import replace

from news.spans import Span
from tests.views.shelf import ShelfReader, seed, story_of
from views import charts, figures
from views.figure import figure_line, number_text, shown_figures


def test_the_unit_is_not_said_twice() -> None:
    """ "135 преступлений, … — … выявлено", not "135 преступлений — … выявлено преступлений"."""
    lines = [figure_line(seed(), figure).render()[0] for figure in shown_figures(seed())]
    line = next(line for line in lines if line.startswith("135"))
    assert line.count("преступлений") == 1


def test_qualifiers_are_words_of_the_articles_language() -> None:
    """A Kazakh qualifier stands after the number, whose case asks for it."""
    text = "Көпір салынды\n\nҚалада жаңа көпір ашылды."
    story = story_of(text + "\n\nҚұрылысқа 135 миллион теңгеден астам бөлінді.")
    texts = [number_text(story, figure) for figure in story.analysis.figures]
    assert any("135" in text and text.endswith("астам") for text in texts), texts


def test_every_key_figure_of_the_seed_is_shown_once() -> None:
    """Exactly the eight figures of the article, and not its view counter."""
    view = figures.render(seed(), ShelfReader(), "svodka_bot")
    bold = [e.extract_from(view.text) for e in view.entities if e.type == "bold"]
    numbers = [text for text in bold if any(c.isdigit() for c in text) or text.startswith("дв")]
    assert len(numbers) == 8
    assert "1321" not in view.text


def test_parts_of_a_whole_are_drawn() -> None:
    """A chart shows numbers of the article only, on one scale, as a small PNG."""
    chart = charts.choose(seed())
    assert chart is not None
    assert chart.kind == "parts"
    assert len(chart.bars) >= 2
    picture = charts.draw(chart, "Заголовок " * 30)
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 100_000


def test_change_over_time_is_ordered_by_year() -> None:
    """One thing said for several years becomes a chart in the order of the years."""
    story = story_of(
        "Урожай вырос\n\nФермеры подвели итоги года.\n\n"
        "В 2024 году собрали 30 тысяч тонн картофеля, в 2022 году собрали 20 тысяч тонн картофеля, "
        "а в 2023 году собрали 25 тысяч тонн картофеля."
    )
    chart = charts.choose(story)
    assert chart is not None
    assert chart.kind == "time"
    assert [bar.label for bar in chart.bars] == ["2022", "2023", "2024"]


def test_nothing_is_drawn_where_the_text_is_as_clear() -> None:
    """One number, or two that do not belong together, make no picture."""
    story = story_of("Мост\n\nМост стоил 40 млн тенге.\n\nНа открытие пришли 500 человек.")
    assert charts.choose(story) is None


def test_every_figure_leads_to_its_place() -> None:
    """Each line ends in a ¶ whose link holds the figure's own offset in the article."""
    view = figures.render(seed(), ShelfReader(), "svodka_bot")
    urls = {entity.url for entity in view.entities if entity.url}
    for figure in shown_figures(seed()):
        assert f"https://t.me/svodka_bot?start=g_1_{figure.span.start}" in urls


def test_a_contradiction_within_the_text_is_said() -> None:
    """Two numbers for one thing stand side by side, and neither is hidden."""
    story = story_of(
        "Пожар на складе\n\nПри пожаре на складе погибли 3 человека.\n\n"
        "Позже в полиции сообщили: при пожаре на складе погибли 4 человека."
    )
    text = figures.render(story, ShelfReader(), "svodka_bot").text
    assert "3 человека" in text
    assert "4 человека" in text
    assert "в тексте сказано и иначе" in text


def test_a_noun_is_not_torn_from_its_preposition() -> None:
    """ "один из 17 детей" is not turned into "17 детей … — один из"."""
    story = story_of("Он младший из 17 детей фермера.")
    start = story.analysis.story.text.index("17")
    figure = replace(
        seed().analysis.figures[0],
        label="младший из детей фермера",
        span=Span(start, start + len("17 детей")),
        qualifier="exact",
        unit="ребёнок",
    )
    line = figure_line(story, figure).render()[0]
    assert line == "17 детей — младший из детей фермера"
