"""`svodka deliveries`, as a person calls it."""

import asyncio
import io
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from bot import deliveries
from bot.settings import Settings
from news.analysis import analyse
from storage.outcomes import Held, Outcome, Refused, Sent
from storage.queue import Choice
from storage.store import Store

TEXT = "Мост открыт\n\nГород получил новый мост. Его строили 3 года.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings for a ledger with one row sent, two refused (a markup-like reason), one waiting."""
    made = Settings.model_validate({"database_url": f"sqlite:///{tmp_path}/news.db"})
    asyncio.run(_fill(made))
    return made


async def _fill(settings: Settings) -> None:
    store = await Store.open(settings.database)
    now = datetime.now(UTC)
    for chat in (1, 2, 3, 4):
        await store.chats.remember(chat, "private", "ru", "Asia/Almaty")
        await store.subscriptions.add(chat, chat, now)
    await store.stories.add(TEXT, analyse(TEXT), now=now)
    rows = await store.ledger.claim(3, now)
    ends: list[Outcome] = [Sent(1), Refused("poisoned: [bold] KeyError"), Refused("too long")]
    await store.ledger.settle(zip(rows, ends, strict=True), now)
    await store.close()


def test_the_queue_is_shown_to_people(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asyncio.run(deliveries.show(settings)) == 0
    said = capsys.readouterr().out
    assert "poisoned: [bold] KeyError" in said
    assert "too long" in said
    assert "oldest wait: 0:0" in said


def test_the_queue_is_shown_to_programs(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(deliveries.show(settings, as_json=True))
    said = json.loads(capsys.readouterr().out)
    assert said["states"] == {
        "pending": 1, "claimed": 0, "sent": 1, "deferred": 0, "refused": 2, "gone": 0,
    }  # fmt: skip
    assert {refusal["reason"] for refusal in said["refusals"]} == {
        "poisoned: [bold] KeyError",
        "too long",
    }
    assert said["oldest_wait_seconds"] < 60


def test_retry_and_drop_say_how_many_rows_and_fail_where_there_are_none(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asyncio.run(deliveries.retry(settings, Choice(reason="poisoned"))) == 0
    assert asyncio.run(deliveries.retry(settings, Choice(reason="poisoned"))) == 1
    assert asyncio.run(deliveries.drop(settings, Choice())) == 0
    said = capsys.readouterr().out
    assert "1 delivery queued again." in said
    assert "No such deliveries." in said
    assert "3 deliveries dropped." in said


def test_a_pause_by_telegram_is_shown(settings: Settings) -> None:
    async def paused() -> str:
        store = await Store.open(settings.database)
        await store.ledger.pause(datetime(2100, 1, 2, 3, 4, 5, tzinfo=UTC))
        now = datetime.now(UTC)
        console = Console(width=200, file=io.StringIO(), record=True)
        console.print(deliveries.picture(await store.ledger.queue.overview(now), now))
        await store.close()
        return console.export_text()

    assert "2100-01-02 03:04:05 UTC" in asyncio.run(paused())


def test_f40_a_loop_that_failed_is_shown_for_a_day(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(UTC)

    async def fail() -> None:
        store = await Store.open(settings.database)
        await store.troubles.note("watch", "KeyError: 1", now - timedelta(days=2))
        await store.troubles.note("digests", "KeyError: 1", now - timedelta(hours=2))
        await store.troubles.note("digests", "OSError: [Errno 5]", now)
        await store.close()

    asyncio.run(fail())
    asyncio.run(deliveries.show(settings))
    said = capsys.readouterr().out
    assert "the bot's loop digests failed (2), last at" in said
    assert "OSError: [Errno 5]" in said
    assert "watch" not in said
    asyncio.run(deliveries.show(settings, as_json=True))
    [failing] = json.loads(capsys.readouterr().out)["failing"]
    assert (failing["loop"], failing["cause"]) == ("digests", "OSError: [Errno 5]")
    assert failing["times"] == 2


def test_what_is_held_and_the_next_digests_are_shown(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    eight = datetime(2100, 1, 2, 8, tzinfo=UTC)

    async def hold() -> None:
        store = await Store.open(settings.database)
        [row] = await store.ledger.claim(9, datetime.now(UTC))
        await store.ledger.settle([(row, Held(eight, "budget"))], datetime.now(UTC))
        await store.close()

    asyncio.run(hold())
    asyncio.run(deliveries.show(settings))
    said = capsys.readouterr().out
    assert "held for a digest: budget 1" in said
    assert "chats with a digest to come: 1, the first at 2100-01-02 08:00 UTC" in said
    asyncio.run(deliveries.show(settings, as_json=True))
    values = json.loads(capsys.readouterr().out)
    assert (values["held"], values["digests"]) == ({"budget": 1}, 1)
    assert values["next_digest_at"] == eight.isoformat()


def test_a_watch_shows_what_changes_one_line_at_a_time(settings: Settings) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "deliveries", "--watch", "--json"],
        stdout=subprocess.PIPE, text=True, env={"DATABASE_URL": settings.database},
    )  # fmt: skip
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    asyncio.run(deliveries.drop(settings, Choice()))
    second = json.loads(process.stdout.readline())
    process.kill()
    process.wait()
    process.stdout.close()
    assert (first["states"]["gone"], second["states"]["gone"]) == (0, 3)


@pytest.mark.parametrize("choice", [[], ["1", "--all"], ["--all", "--reason", "x"]])
def test_retry_wants_exactly_one_way_to_choose(choice: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "deliveries", "retry", *choice],
        capture_output=True, text=True, env={},
    )  # fmt: skip
    assert done.returncode == 1
    assert "Say which" in done.stderr


def test_the_command_imports_no_aiogram(settings: Settings) -> None:
    code = (
        "import sys; from bot.cli import app\n"
        "try: app(['deliveries', '--json'])\nexcept SystemExit: pass\n"
        "print([name for name in ('aiogram', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, env={"DATABASE_URL": settings.database},
    )  # fmt: skip
    assert done.stdout.endswith("[]\n"), done.stderr
