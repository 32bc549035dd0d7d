"""`svodka read`: an article's reading in the terminal."""

import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sources import documents, files

if TYPE_CHECKING:
    from news.analysis import Analysis
    from news.figures import Figure
    from news.names import Name

#: How many sentences of summary are shown.
SENTENCES = 3
_QUALIFIERS = {
    "about": "≈ ",
    "more_than": "> ",
    "less_than": "< ",
    "up_to": "≤ ",
    "from": "≥ ",
}
_LANGUAGES = {"ru": "Russian", "kk": "Kazakh", "en": "English"}
_KINDS = {"PER": "People", "ORG": "Organisations", "LOC": "Places"}


def show(path: Path, *, as_json: bool = False) -> int:
    """Print a file's reading; returns the exit code."""
    from news import analysis, text

    try:
        article = text.clean(documents.of_file(path))
    except files.FileError as error:
        Console(stderr=True).print(f"{escape(str(path))}: {escape(str(error))}", highlight=False)
        return 1
    found = analysis.analyse(article)
    if as_json:
        sys.stdout.write(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2) + "\n")
    else:
        print_reading(found, Console())
    return 0


def print_reading(found: "Analysis", console: Console) -> None:
    """Print title, facts, summary, figures and names."""
    story = found.story
    title = story.title.text if story.title else "(no headline)"
    console.print(f"[bold]{escape(title)}[/bold]")
    console.print(f"[dim]{escape(facts(found))}[/dim]", highlight=False)
    for sentence in found.summary(SENTENCES).sentences:
        console.print(f"• {escape(sentence.text)}", highlight=False)
    if found.figures:
        console.print(figures_table(found.figures))
    for kind, heading in _KINDS.items():
        if names := [name for name in found.names if name.kind == kind]:
            listed = "; ".join(_name(name) for name in names)
            console.print(f"[bold]{heading}:[/bold] {escape(listed)}", highlight=False)


def facts(found: "Analysis") -> str:
    """Return language, author, place, date and reading time in one line."""
    story = found.story
    parts = [story.author, story.place, story.published]
    return " · ".join(
        [
            _LANGUAGES.get(story.language, story.language),
            *(part.text for part in parts if part),
            f"{story.reading_minutes} min",
        ]
    )


def figures_table(figures: "tuple[Figure, ...]") -> Table:
    """Return the figures as a table, key ones first and in bold."""
    table = Table("figure", "unit", "what", "quote", box=None, pad_edge=False)
    for figure in figures:
        style = "bold" if figure.weight == "key" else "dim"
        what = figure.label + (" (alleged)" if figure.hedged else "")
        quote = figure.quote.text.replace("\n", " ")
        cells = (amount(figure), figure.unit, what, quote)
        table.add_row(*map(escape, cells), style=style)
    return table


def amount(figure: "Figure") -> str:
    """Return a figure's value with its qualifier: "> 27 600 000"."""
    if isinstance(figure.value, tuple):
        return "–".join(map(_number, figure.value))
    return _QUALIFIERS.get(figure.qualifier, "") + _number(figure.value)


def _number(value: float) -> str:
    digits = f"{value:,.0f}" if value == int(value) else f"{value:,.6g}"
    return digits.replace(",", "\N{NO-BREAK SPACE}")


def _name(name: "Name") -> str:
    return f"{name.shown} ({name.role})" if name.role else name.shown
