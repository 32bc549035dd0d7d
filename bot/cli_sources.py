"""The commands about sources: `svodka sources …` and `svodka refresh`."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.command import ended, settings_or_end

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(help="Show and change where news comes from.", no_args_is_help=True)

Address = Annotated[str, typer.Argument(help="Of a feed, or of a page that has one.")]
Number = Annotated[int, typer.Argument(help="As `svodka sources list` shows it.")]
Numbers = Annotated[list[int] | None, typer.Argument(help="As `svodka sources list` shows them.")]
Opml = Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file.")]


@app.command()
def add(
    address: Address,
    title: Annotated[str | None, typer.Option(help="As readers shall see it.")] = None,
    topic: Annotated[str | None, typer.Option(help="Of all its stories.")] = None,
    full_text: Annotated[
        str, typer.Option(help="Whether articles are read on their pages: auto, on or off.")
    ] = "auto",
    every: Annotated[int | None, typer.Option(help="Minutes between two looks.")] = None,
) -> None:
    """Add a feed; nobody is told what it has already."""
    from bot import sourcing

    choices = sourcing.Choices(title, topic, full_text, every)
    _run(lambda settings: sourcing.add(settings, address, choices))


@app.command("list")
def show_all() -> None:
    """List the sources, and how each of them is."""
    from bot import sourcing

    _run(sourcing.show)


@app.command()
def pause(number: Number) -> None:
    """Look at a source no more until `resume`."""
    from bot import sourcing

    _run(lambda settings: sourcing.pause(settings, number))


@app.command()
def resume(number: Number) -> None:
    """Go on with a paused or removed source."""
    from bot import sourcing

    _run(lambda settings: sourcing.resume(settings, number))


@app.command()
def remove(number: Number) -> None:
    """Take a source away; its stories stay, and `resume` brings it back."""
    from bot import sourcing

    _run(lambda settings: sourcing.remove(settings, number))


@app.command()
def show(number: Number) -> None:
    """Tell readers of what was held back of a source's backlog."""
    from bot import sourcing

    _run(lambda settings: sourcing.show_held(settings, number))


@app.command()
def check(numbers: Numbers = None) -> None:
    """Fetch sources (all, or these) and say how they are; nothing is stored."""
    from bot import sourcing

    _run(lambda settings: sourcing.check(settings, numbers or ()))


@app.command("import")
def take_in(file: Opml) -> None:
    """Add the feeds of an OPML file."""
    from bot import sourcing

    _run(lambda settings: sourcing.take_in(settings, file))


@app.command("export")
def give_out(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Standard output without it.")
    ] = None,
) -> None:
    """Write the sources into an OPML file."""
    from bot import sourcing

    _run(lambda settings: sourcing.give_out(settings, file))


def refresh(numbers: Numbers = None) -> None:
    """Look at sources now (all that are not paused, or these), and tell what is new."""
    from bot import sourcing

    _run(lambda settings: sourcing.refresh(settings, numbers or ()))


def _run(work: Callable[["Settings"], Coroutine[None, None, int]]) -> NoReturn:
    settings = settings_or_end()
    raise typer.Exit(ended(lambda: asyncio.run(work(settings))))
