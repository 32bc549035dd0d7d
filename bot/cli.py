"""The command line. Every command imports what it needs when it runs, so that help is quick."""

import asyncio
import sys
import zoneinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import cli_sources
from bot.command import ended, leave, settings_or_end, settled_imports

if TYPE_CHECKING:
    from storage.queue import Choice

app = typer.Typer(
    name="svodka",
    help="News articles as short, provable answers in Telegram.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)

Articles = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE|ADDRESS…",
        help="Text files or addresses, one article in each; - reads standard input.",
    ),
]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="A story's number.")]
Numbers = Annotated[list[int], typer.Argument(metavar="NUMBER…", help="Numbers of stories.")]
One = Annotated[Path, typer.Argument(metavar="FILE", help="A text file; - reads standard input.")]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"svodka {version('svodka')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[  # its callback does the work
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """News articles as short, provable answers in Telegram."""


@app.command()
def run() -> None:
    """Serve Telegram if BOT_TOKEN is set, else open the sandbox with the bot in it."""
    settings = settings_or_end()
    if settings.token is None:
        from bot import pair

        raise typer.Exit(pair.run(settings))
    with settled_imports():
        from bot import app as serving

    raise typer.Exit(ended(lambda: serving.run(settings)))


@app.command()
def sandbox() -> None:
    """Start only the sandbox: a pretend Telegram with a chat page in the browser."""
    from bot import pair

    raise typer.Exit(pair.run_sandbox(settings_or_end()))


@app.command()
def add(
    articles: Articles,
    source: Annotated[
        str | None, typer.Option(help="Whom the articles are from, as readers shall see it.")
    ] = None,
    part_of: Annotated[
        int | None, typer.Option(help="A story whose case they continue: its followers are told.")
    ] = None,
) -> None:
    """Add articles; subscribers get those that are new."""
    from bot import adding

    settings = settings_or_end()
    work = adding.add
    raise typer.Exit(ended(lambda: asyncio.run(work(settings, articles, source, part_of))))


@app.command()
def case(
    numbers: Numbers,
    of: Annotated[int | None, typer.Option(help="Join the case of this story.")] = None,
    not_of: Annotated[int | None, typer.Option(help="It is another case than this one's.")] = None,
    alone: Annotated[bool, typer.Option("--alone", help="Take it out of its case.")] = False,
    another_event: Annotated[
        bool, typer.Option("--another-event", help="Take it out of its group of like stories.")
    ] = False,
    grouped_with: Annotated[
        int | None, typer.Option(help="It may report the same event as this story.")
    ] = None,
    split: Annotated[
        int | None, typer.Option(help="Make a story of its own of this source of it.")
    ] = None,
    source_of: Annotated[
        int | None, typer.Option(help="Make it a source of this story: undoes --split.")
    ] = None,
) -> None:
    """Show what a story belongs to: its case, its group, its sources; or change one of these."""
    from bot import editing

    pairs = (
        (editing.join, of),
        (editing.refuse, not_of),
        (editing.group, grouped_with),
        (editing.split, split),
        (editing.fold, source_of),
    )
    given = [(work, other) for work, other in pairs if other is not None]
    if len(given) + alone + another_event > 1 or (len(numbers) > 1 and not alone):
        leave("One thing at a time, and (but for --alone) of one story.")
    settings, number = settings_or_end(), numbers[0]
    if given:
        ((work, other),) = given
        raise typer.Exit(ended(lambda: asyncio.run(work(settings, number, other))))
    if alone:
        raise typer.Exit(ended(lambda: asyncio.run(editing.take_out(settings, *numbers))))
    look = editing.ungroup if another_event else editing.show
    raise typer.Exit(ended(lambda: asyncio.run(look(settings, number))))


@app.command()
def cases() -> None:
    """List the questions about cases that wait for an editor."""
    from bot import editing

    settings = settings_or_end()
    raise typer.Exit(ended(lambda: asyncio.run(editing.questions(settings))))


@app.command()
def graphic(
    number: Number,
    on: Annotated[
        bool, typer.Option("--on/--off", help="Mark it, or take the mark away.", show_default=False)
    ],
) -> None:
    """Say whether a story describes violence: such stories come hidden, and never at night."""
    from bot import editing

    settings = settings_or_end()
    work = editing.mark_graphic
    raise typer.Exit(ended(lambda: asyncio.run(work(settings, number, on=on))))


@app.command()
def stories() -> None:
    """List the stored stories, newest first."""
    from bot import listing

    settings = settings_or_end()
    raise typer.Exit(ended(lambda: asyncio.run(listing.show(settings))))


app.add_typer(cli_sources.app, name="sources")
app.command()(cli_sources.refresh)


@app.command()
def look(number: Number) -> None:
    """Look now whether the page that a story is of says something else."""
    from bot import watching

    settings = settings_or_end()
    raise typer.Exit(ended(lambda: asyncio.run(watching.look(settings, number))))


@app.command()
def correct(number: Number, file: One) -> None:
    """Give a story a new text: sent messages are edited, and who was told wrongly is told."""
    from bot import corrections

    settings = settings_or_end()
    raise typer.Exit(ended(lambda: asyncio.run(corrections.correct(settings, number, file))))


@app.command()
def retract(
    number: Number,
    reason: Annotated[str, typer.Option(help="Why, as readers shall read it.")],
) -> None:
    """Withdraw a story: every copy is edited or removed, and who had it is told."""
    from bot import corrections

    if not reason.strip():
        leave("Readers must be told a reason: --reason TEXT.")
    settings = settings_or_end()
    raise typer.Exit(ended(lambda: asyncio.run(corrections.retract(settings, number, reason))))


@app.command()
def versions(
    number: Number,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """List a story's versions and how they differ."""
    from bot import corrections

    settings = settings_or_end()
    work = corrections.show
    raise typer.Exit(ended(lambda: asyncio.run(work(settings, number, as_json=json))))


queue = typer.Typer(help="Show what waits to be told and what was refused.")
app.add_typer(queue, name="deliveries", invoke_without_command=True)

Ids = Annotated[list[int] | None, typer.Argument(metavar="[ID…]", help="Numbers of rows.")]
Why = Annotated[str | None, typer.Option(help="Rows whose reason has these words in it.")]
All = Annotated[bool, typer.Option("--all", help="All of them.")]


@queue.callback()
def deliveries(
    context: typer.Context,
    watch: Annotated[bool, typer.Option("--watch", help="Look again every two seconds.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Show what waits to be told and what was refused."""
    if context.invoked_subcommand is not None:
        return
    from bot import deliveries

    settings = settings_or_end()
    work = deliveries.show
    raise typer.Exit(ended(lambda: asyncio.run(work(settings, watch=watch, as_json=json))))


@queue.command()
def retry(ids: Ids = None, reason: Why = None, every: All = False) -> None:
    """Queue refused rows again; also failed ones that wait for their next try."""
    from bot import deliveries

    choice, settings = _choice(ids, reason, every), settings_or_end()
    raise typer.Exit(ended(lambda: asyncio.run(deliveries.retry(settings, choice))))


@queue.command()
def drop(ids: Ids = None, reason: Why = None, every: All = False) -> None:
    """End rows that wait or were refused: nobody is told of them any more."""
    from bot import deliveries

    choice, settings = _choice(ids, reason, every), settings_or_end()
    raise typer.Exit(ended(lambda: asyncio.run(deliveries.drop(settings, choice))))


def _choice(ids: list[int] | None, reason: str | None, every: bool) -> "Choice":
    from storage.queue import Choice

    if bool(ids) + (reason is not None) + every != 1:
        leave("Say which: numbers of rows, --reason, or --all (one of them).")
    return Choice(tuple(ids or ()), reason)


@app.command()
def check() -> None:
    """Say whether settings, database, token and API are all right."""
    with settled_imports():
        from bot import checks

    raise typer.Exit(checks.run())


@app.command()
def read(
    file: One,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Show what is read out of an article; nothing is stored."""
    from bot import reading

    raise typer.Exit(reading.show(file, as_json=json))


def main() -> None:
    """Run the command line; the entry point of the `svodka` script."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")  # a terminal without UTF-8 must not end the program
    # Zones as the tzdata package has them: an old system would still have Almaty an hour ahead.
    zoneinfo.reset_tzpath(to=())
    app()
