"""One figure in words: its number as the article writes it, and what it measures."""

from aiogram.utils.formatting import Bold, Text

from news.figures import Figure
from views.model import Story

#: More than this is a table, not key figures.
MOST_FIGURES = 12

#: A figure's words are the article's, and so is the language of its qualifier; Kazakh says it after
#: the number, whose case ending in the text already asks for it ("135 миллионнан астам").
QUALIFIERS = {
    "ru": {
        "about": "около {}",
        "more_than": "более {}",
        "less_than": "менее {}",
        "up_to": "до {}",
        "from": "от {}",
    },
    "kk": {
        "about": "шамамен {}",
        "more_than": "{} астам",
        "less_than": "{} аз",
        "up_to": "{} дейін",
        "from": "{} бастап",
    },
    "en": {
        "about": "about {}",
        "more_than": "more than {}",
        "less_than": "less than {}",
        "up_to": "up to {}",
        "from": "at least {}",
    },
}


def shown_figures(story: Story, most: int = MOST_FIGURES) -> list[Figure]:
    """Return the key figures, most important first; minor ones only where there is no key one."""
    key = [figure for figure in story.analysis.figures if figure.weight == "key"]
    return (key or list(story.analysis.figures))[:most]


def figure_line(story: Story, figure: Figure) -> Text:
    """Return a figure as one line: the number in bold, then what it measures."""
    number = number_text(story, figure)
    return Text(Bold(number), " — ", figure.label) if figure.label else Text(Bold(number))


def number_text(story: Story, figure: Figure) -> str:
    """Return a figure's number in the article's own words, with its qualifier."""
    reading = story.analysis.story
    written = " ".join(reading.text[figure.span.start : figure.span.end].split())
    return QUALIFIERS.get(reading.language, {}).get(figure.qualifier, "{}").replace("{}", written)
