"""`python -m bench [NAME…] [--quick]`: run the benchmarks and print one table."""

import argparse
import gc
import importlib
import importlib.util
import sys
import time

from rich.console import Console
from rich.table import Table

#: In this order; what has not been written yet is left out.
NAMES = (
    "startup",
    "answering",
    "sending",
    "pacing",
    "paid",
    "storage",
    "postgres",
    "queue",
    "endurance",
    "digests",
    "feeds",
    "feed_loop",
    "reading_summary",
    "reading_figures",
    "reading_names",
    "reading_whole",
    "same_event",
    "filtering",
    "fetching",
    "refresh",
    "matching",
    "pages",
)


def main() -> int:
    """Run what was asked for; exit code 1 if a benchmark failed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *NAMES], help="all when none is named")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, rougher figures")
    chosen = parser.parse_args()
    console = Console()
    table = Table("what", "figure", "bar", "how", box=None)
    failed = [
        name
        for name in chosen.names or NAMES
        if importlib.util.find_spec(f"bench.{name}")
        and not _run(name, chosen.quick, table, console)
    ]
    console.print(table)
    return 1 if failed else 0


def _run(name: str, quick: bool, table: Table, console: Console) -> bool:
    """Run one benchmark into the table; False if it failed."""
    began = time.perf_counter()
    try:
        module = importlib.import_module(f"bench.{name}")
        gc.collect()
        gc.freeze()  # as `bot.cli` does: going through all of aiogram takes 200 ms each time
        rows = module.run(quick=quick)
    except Exception:
        console.print_exception()
        table.add_row(f"[red]{name} failed[/red]")
        return False
    finally:
        gc.unfreeze()
    bars: dict[str, str] = getattr(module, "BARS", {})
    seconds = time.perf_counter() - began
    table.add_row(f"[bold]{name}[/bold] ({seconds:.0f} s)")
    for what, figure, how in rows:
        bar = bars.get(what, "") if all(isinstance(key, str) for key in bars) else ""
        table.add_row(f"  {what}", f"{figure:.3g}", bar, how)
    return True


if __name__ == "__main__":
    sys.exit(main())
