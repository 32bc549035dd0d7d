"""`svodka deliveries`: the queue at a glance, again and again, or for programs; retry and drop."""

import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.markup import escape
from rich.table import Table

from bot.database import opened
from bot.settings import Settings
from storage.ledger import STATES
from storage.queue import LATELY, Choice, Overview
from storage.store import Store
from storage.troubles import FORGOTTEN, Trouble

#: `--watch` looks again after so many seconds.
EVERY = 2.0


async def show(settings: Settings, *, watch: bool = False, as_json: bool = False) -> int:
    """Print the queue once, or until Ctrl-C; returns the exit code. Raises StorageError."""
    async with opened(settings) as store:
        if watch:
            await _watch(store, as_json=as_json)
        else:
            _print(*await _looked(store), as_json=as_json)
    return 0


async def retry(settings: Settings, choice: Choice) -> int:
    """Queue refused rows again; returns 1 if there were none. Raises StorageError."""
    async with opened(settings) as store:
        rows = await store.ledger.queue.retry(choice, _now())
    return _said(rows, "queued again")


async def drop(settings: Settings, choice: Choice) -> int:
    """End waiting and refused rows; returns 1 if there were none. Raises StorageError."""
    async with opened(settings) as store:
        rows = await store.ledger.queue.drop(choice, _now())
    return _said(rows, "dropped")


def summary(
    overview: Overview, now: datetime, troubles: Sequence[Trouble] = ()
) -> dict[str, object]:
    """Return an overview as values for JSON: seconds, numbers, ISO times in UTC."""
    return {
        "at": now.isoformat(),
        "states": {state: overview.states.get(state, 0) for state in STATES},
        "sent_lately": overview.sent_lately,
        "rate_per_second": round(overview.rate, 3),
        "oldest_wait_seconds": _wait(overview, now),
        "unknown": overview.unknown,
        "given_up_as_unknown": overview.given_up,
        "interrupted": overview.interrupted,
        "paused_until": _iso(overview.paused_until),
        "paused_chats": overview.paused_chats,
        "held": overview.held,
        "digests": overview.digests,
        "next_digest_at": _iso(overview.next_digest_at),
        "failing": [
            {"loop": each.name, "cause": each.cause, "at": _iso(each.at), "times": each.times}
            for each in troubles
        ],
        "refusals": [
            {
                "reason": refusal.reason,
                "what": refusal.what,
                "number": refusal.subject_id,
                "rows": refusal.rows,
                "first_id": refusal.first_id,
                "last_at": _iso(refusal.last_at),
            }
            for refusal in overview.refusals
        ],
    }


async def _watch(store: Store, *, as_json: bool) -> None:
    """Look again and again: a screen that is redrawn, or one JSON object a line."""
    if as_json or not sys.stdout.isatty():
        while True:
            _print(*await _looked(store), as_json=as_json)
            sys.stdout.flush()
            await asyncio.sleep(EVERY)
    with Live(console=Console(), auto_refresh=False, screen=True) as live:
        while True:
            live.update(picture(*await _looked(store)), refresh=True)
            await asyncio.sleep(EVERY)


async def _looked(store: Store) -> tuple[Overview, datetime, list[Trouble]]:
    now = _now()
    return await store.ledger.queue.overview(now), now, await store.troubles.since(now - FORGOTTEN)


def _print(
    overview: Overview, now: datetime, troubles: Sequence[Trouble], *, as_json: bool
) -> None:
    if as_json:
        found = summary(overview, now, troubles)
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        Console(soft_wrap=not sys.stdout.isatty()).print(picture(overview, now, troubles))


def picture(overview: Overview, now: datetime, troubles: Sequence[Trouble] = ()) -> RenderableType:
    """Draw an overview for people, with the loops of the bot that failed lately."""
    parts: list[RenderableType] = [_states(overview), "", *_facts(overview, now)]
    for trouble in troubles:
        at = trouble.at.strftime("%Y-%m-%d %H:%M UTC")
        said = f"the bot's loop {trouble.name} failed ({trouble.times:,}), last at {at}"
        parts.append(f"[red]{escape(f'{said}: {trouble.cause}')}[/red]")
    if overview.refusals:
        parts += ["", _refusals(overview)]
    return Group(*parts)


def _states(overview: Overview) -> Table:
    table = Table(*STATES, box=None)
    table.add_row(*(f"{overview.states.get(state, 0):,}" for state in STATES))
    return table


def _facts(overview: Overview, now: datetime) -> list[str]:
    minutes = int(LATELY.total_seconds() // 60)
    wait = _wait(overview, now)
    facts = [
        f"rate: {overview.rate:.1f} a second over the last {minutes} minutes",
        "oldest wait: " + ("nothing waits" if wait is None else _time(wait)),
        f"end unknown: {overview.unknown:,} (given up: {overview.given_up:,})",
        f"interrupted by a kill: {overview.interrupted:,}",
    ]
    if overview.held:
        reasons = ", ".join(f"{reason} {rows:,}" for reason, rows in overview.held.items())
        facts.append(f"held for a digest: {reasons}")
    if overview.next_digest_at is not None:
        at = overview.next_digest_at.strftime("%Y-%m-%d %H:%M UTC")
        facts.append(f"chats with a digest to come: {overview.digests:,}, the first at {at}")
    if overview.paused_until is not None:
        until = overview.paused_until.strftime("%Y-%m-%d %H:%M:%S UTC")
        facts.append(f"[yellow]Telegram told us to wait until {until}[/yellow]")
    if overview.paused_chats:
        facts.append(f"chats that must wait: {overview.paused_chats:,}")
    return facts


def _refusals(overview: Overview) -> Table:
    table = Table("rows", "refused because", "what", "first row", box=None)
    for refusal in overview.refusals:
        table.add_row(
            f"{refusal.rows:,}",
            escape(refusal.reason),
            f"{refusal.what} {refusal.subject_id}",
            str(refusal.first_id),
        )
    return table


def _said(rows: int, what: str) -> int:
    noun = "delivery" if rows == 1 else "deliveries"
    Console().print(f"{rows:,} {noun} {what}." if rows else "No such deliveries.")
    return 0 if rows else 1


def _wait(overview: Overview, now: datetime) -> float | None:
    since = overview.waiting_since
    return None if since is None else max(0.0, round((now - since).total_seconds(), 1))


def _time(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _now() -> datetime:
    return datetime.now(UTC)
