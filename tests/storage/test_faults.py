"""Faults of FAULTS.md that a SQLite file meets, each by its number."""

# ruff: noqa: ASYNC240 - small local files; nothing else waits for this loop

import asyncio
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage import sqlite_file
from storage.errors import (
    DatabaseBusy,
    DatabaseCorrupt,
    DatabaseUnreachable,
    DiskFull,
)
from storage.store import Store
from tests.storage.articles import GANGS, HARVEST, NOW, add, reading, subscribe

ROOT = Path(__file__).parents[2]


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def path(empty_file: Path, tmp_path: Path) -> Path:
    """A current, empty database file."""
    return Path(shutil.copy(empty_file, tmp_path / "svodka.db"))


@pytest.fixture
def outside() -> Iterator[Path]:
    """A folder that other users can reach."""
    folder = Path(tempfile.mkdtemp(prefix="svodka-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


async def test_f4_a_kill_while_a_story_is_stored_leaves_it_whole_or_not_at_all(path: Path) -> None:
    store = await Store.open(url_of(path))
    await subscribe(store, *range(1, 31))
    await store.close()
    told: list[int] = []
    dice = random.Random(4)
    for _ in range(3):
        process = subprocess.Popen(  # noqa: ASYNC220 - nothing else runs meanwhile
            [sys.executable, "-m", "tests.storage.writer", url_of(path)],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        assert process.stdout is not None
        told.append(int(await asyncio.to_thread(process.stdout.readline)))
        await asyncio.sleep(dice.uniform(0, 0.08))
        process.kill()
        told += map(int, process.stdout.read().split())
        process.stdout.close()
        process.wait()
        half = """SELECT s.id FROM stories s LEFT JOIN articles a ON a.story_id = s.id
            LEFT JOIN search i ON i.rowid = s.id WHERE a.story_id IS NULL OR i.rowid IS NULL
            OR (SELECT count(*) FROM deliveries d WHERE d.subject_id = s.id) <> 30"""
        assert rows(path, half) == []
        assert rows(path, "SELECT count(DISTINCT subject_id) * 30 - count(*) FROM deliveries") == [
            (0,)
        ]
    stored = {row[0] for row in rows(path, "SELECT id FROM stories")}
    assert set(told) <= stored
    assert sqlite_file.problems(path) == []


def test_f10_what_cannot_be_written_is_one_clear_sentence(path: Path, outside: Path) -> None:
    closed_file = Path(shutil.copy(path, outside / "closed.db"))
    closed_file.chmod(0o444)
    folder = outside / "closed"
    folder.mkdir()
    inside = Path(shutil.copy(path, folder / "svodka.db"))
    inside.chmod(0o666)
    folder.chmod(0o555)
    targets = [closed_file, inside, folder / "new.db"]
    for target, message in zip(targets, open_as_nobody(targets), strict=True):
        assert message.startswith(f"DatabaseReadOnly: {target}")


def open_as_nobody(paths: list[Path]) -> list[str]:
    """Open stores as a user without rights; return each error as `Class: sentence`, one line."""
    program = (
        "import asyncio, os, sys\n"
        "from storage.store import Store\n"
        "from storage.errors import StorageError\n"
        # Opened once with rights: later imports may lie where nobody may read.
        "async def warm():\n    await (await Store.open(sys.argv[1])).close()\n"
        "asyncio.run(warm())\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "for url in sys.argv[2:]:\n"
        "    try: asyncio.run(Store.open(url)); print('opened')\n"
        "    except StorageError as error: print(f'{type(error).__name__}: {error}')\n"
        "sys.stdout.flush(); os._exit(0)\n"
    )
    with tempfile.TemporaryDirectory() as spare:
        urls = [url_of(path) for path in (Path(spare) / "warm.db", *paths)]
        done = subprocess.run(
            [sys.executable, "-c", program, *urls], capture_output=True, text=True, cwd=ROOT
        )
    assert done.stderr == ""
    return done.stdout.splitlines()


async def test_f11_a_write_waits_for_another_process_and_reads_go_on(path: Path) -> None:
    store = await Store.open(url_of(path))
    await add(store, GANGS)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE stories SET likes = 5")
    writing = asyncio.create_task(store.likes.toggle(1, 1, NOW))
    await asyncio.sleep(0.3)
    assert not writing.done()
    assert await store.likes.count(1) == 0
    other.execute("COMMIT")
    other.close()
    assert await writing == (True, 6)
    await store.close()


async def test_f11_a_lock_that_outlasts_our_patience_is_busy_and_loses_nothing(path: Path) -> None:
    store = await Store.open(url_of(path), patience=0.2)
    await add(store, GANGS)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy, match="did not let go"):
        await store.likes.toggle(1, 1, NOW)
    other.execute("ROLLBACK")
    other.close()
    assert await store.likes.toggle(1, 1, NOW) == (True, 1)
    await store.close()


async def test_f11_a_write_that_is_cancelled_while_it_waits_leaves_no_lock(path: Path) -> None:
    store = await Store.open(url_of(path))
    await add(store, GANGS)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(store.likes.toggle(1, 1, NOW))
    await asyncio.sleep(0.1)
    writing.cancel()
    await asyncio.sleep(0.1)
    other.execute("ROLLBACK")
    with pytest.raises(asyncio.CancelledError):
        await writing
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    other.close()
    assert await store.likes.toggle(1, 1, NOW) == (True, 1)
    await store.close()


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "flipped", "header", "folder"])
async def test_f12_a_damaged_file_is_found_at_start_and_kept(path: Path, damage: str) -> None:
    store = await Store.open(url_of(path))
    for number in range(40):
        await add(store, f"{GANGS} {number}")
    await store.close()
    hurt(path, damage)
    before = None if damage == "folder" else path.read_bytes()
    expected = DatabaseUnreachable if damage == "folder" else DatabaseCorrupt
    with pytest.raises(expected, match=r"svodka\.db") as raised:
        await Store.open(url_of(path))
    assert "\n" not in str(raised.value)
    if before is not None:
        assert path.read_bytes() == before


def hurt(path: Path, damage: str) -> None:
    good = path.read_bytes()
    pages = len(good) // 4096
    flipped = bytearray(good)
    for page in range(2, pages):
        flipped[page * 4096 : page * 4096 + 64] = os.urandom(64)
    if damage == "folder":
        path.unlink()
        path.mkdir()
        return
    path.write_bytes(
        {
            "empty": b"",
            "text": b"This is a letter, not a database.\n" * 50,
            "cut": good[: pages // 2 * 4096 + 100],
            "flipped": bytes(flipped),
            "header": b"\0" * 100 + good[100:],
        }[damage]
    )


def test_f8_a_full_disk_stores_nothing_half_reads_go_on_and_room_heals_it() -> None:
    """On a 3 MB tmpfs in a mount namespace of its own."""
    probe = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    if not shutil.which("unshare") or subprocess.run(probe, capture_output=True).returncode:
        pytest.skip("no mount namespaces here (needs unshare and user namespaces)")
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c",
         'mount -t tmpfs -o size=3m none /mnt && exec "$0" -m tests.storage.test_faults',
         sys.executable],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == ("healed", "")


def test_f9_a_write_error_stores_nothing_half_reads_go_on_and_the_next_write_heals_it(
    tmp_path: Path,
) -> None:
    """A limit on the size of files: SQLite's IOERR, where a full disk is its FULL."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.test_faults", str(tmp_path)],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == ("healed", "")


async def hit_the_limit(folder: Path) -> None:
    """Add until no file may grow, look, lift the limit, go on."""
    import resource
    import signal

    store = await Store.open(url_of(folder / "svodka.db"))
    await subscribe(store, 1)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, most))
    full = await until_full(store)
    assert full > 1
    assert await store.stories.count() == full
    assert (await store.ledger.counts())["pending"] == full
    newest = await store.stories.latest()
    assert newest is not None
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    assert (await add(store, HARVEST)).id > newest.id
    await store.close()
    assert sqlite_file.problems(folder / "svodka.db") == []


async def fill_the_disk(folder: Path) -> None:
    """Runs inside the namespace: add until it is full, look, make room, go on."""
    store = await Store.open(url_of(folder / "svodka.db"))
    await subscribe(store, 1)
    reserve = folder / "reserve"
    reserve.write_bytes(b"x" * 500_000)
    full = await until_full(store)
    assert full > 1
    assert await store.stories.count() == full
    assert (await store.ledger.counts())["pending"] == full
    newest = await store.stories.latest()
    assert newest is not None
    reserve.unlink()
    assert (await add(store, HARVEST)).id > newest.id
    await store.close()
    assert sqlite_file.problems(folder / "svodka.db") == []


async def until_full(store: Store) -> int:
    for number in range(10_000):
        try:
            await add(store, f"Новость {number} " * 1500)
        except DiskFull:
            return number
    raise AssertionError("the disk never filled up")


async def test_files_are_closed_to_other_users_and_so_is_a_new_folder(tmp_path: Path) -> None:
    path = tmp_path / "data" / "deep" / "svodka.db"
    store = await Store.open(url_of(path))
    await add(store, GANGS)
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    await store.close()
    assert modes == dict.fromkeys(("svodka.db", "svodka.db-wal", "svodka.db-shm"), 384)
    assert path.parent.stat().st_mode & 0o777 == 0o700


async def test_a_file_that_was_open_to_others_is_closed_at_start(path: Path) -> None:
    path.chmod(0o644)
    await (await Store.open(url_of(path))).close()
    assert path.stat().st_mode & 0o777 == 0o600


async def test_f13_a_backup_under_load_is_whole(path: Path, tmp_path: Path) -> None:
    store = await Store.open(url_of(path))
    writing = asyncio.gather(*(add(store, f"{GANGS} {number}") for number in range(100)))
    await asyncio.to_thread(sqlite_file.backup, path, tmp_path / "copy.db")
    await writing
    await store.close()
    assert sqlite_file.problems(tmp_path / "copy.db") == []
    copy = await Store.open(url_of(tmp_path / "copy.db"))
    assert await copy.stories.count() <= 100
    await copy.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "cannot be understood"),
        ("sqlite+aiosqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("mysql://root:hunter2@host/x", "mysql"),
        ("postgresql://ada:hunter2@127.0.0.1:1/x", "127.0.0.1:1/x: The database server"),
    ],
)
async def test_a_url_that_leads_nowhere_is_explained_without_its_password(
    url: str, says: str
) -> None:
    with pytest.raises(DatabaseUnreachable, match=says) as raised:
        await Store.open(url)
    assert "hunter2" not in str(raised.value)


async def test_a_database_made_by_two_processes_at_once_is_one_database(tmp_path: Path) -> None:
    path = tmp_path / "svodka.db"
    first, second = await asyncio.gather(Store.open(url_of(path)), Store.open(url_of(path)))
    story = (await first.stories.add(GANGS, reading(GANGS), now=NOW)).story
    assert await second.stories.latest() == story
    await first.close()
    await second.close()
    assert [file.name for file in tmp_path.iterdir()] == ["svodka.db"]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asyncio.run(hit_the_limit(Path(sys.argv[1])))
    else:
        asyncio.run(fill_the_disk(Path("/mnt")))
    sys.stdout.write("healed\n")
