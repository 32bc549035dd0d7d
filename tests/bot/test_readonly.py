"""F10: the whole program where it may not write: a sentence and an exit code, at every start."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

TOKEN = "123456:" + "A" * 35
MOUNT = "mount -t tmpfs none /mnt && "
#: Users by number who own nothing here.
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database of ours, as a killed bot leaves it: a part stands in its log."""
    folder = tmp_path_factory.mktemp("readonly")
    made, left = folder / "made.db", folder / "left"
    left.mkdir()
    finished = svodka("stories", made)
    assert finished.returncode == 0, finished.stderr
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO handled (update_id, at) VALUES (1, 1)")
        connection.commit()
        for part in ("", "-wal"):
            shutil.copy(f"{made}{part}", f"{left / 'news.db'}{part}")
    return left / "news.db"


def svodka(command: str, database: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """Run a command of ours on a database, in the way that `before` says."""
    settings = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": "http://127.0.0.1:9",
        "DATABASE_URL": f"sqlite+aiosqlite:///{database}",
    }
    program = [*before, sys.executable, "-m", "bot", command]
    return subprocess.run(
        program, capture_output=True, text=True, timeout=120, env=settings, cwd=database.parent
    )


def is_refused(ended: subprocess.CompletedProcess[str], database: Path) -> None:
    said = (ended.stdout + ended.stderr).strip()
    assert ended.returncode == 1, said
    assert "cannot be written: look at the rights" in said
    assert str(database) in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("there", [True, False], ids=["a database", "no database yet"])
def test_f10_on_a_disk_that_is_read_only_it_ends_with_a_sentence(
    database: Path, *, there: bool
) -> None:
    works = subprocess.run(["unshare", "-rm", "sh", "-c", f"{MOUNT} true"], capture_output=True)
    if works.returncode:
        pytest.skip("no mount namespaces here (needs unshare and user namespaces)")
    copied = f"cp {database}* /mnt/ && " if there else ""
    inside = f'{MOUNT}{copied}mount -o remount,ro /mnt && exec "$0" "$@"'
    ended = svodka("run", Path("/mnt/news.db"), "unshare", "-rm", "sh", "-c", inside)
    is_refused(ended, Path("/mnt/news.db"))


@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o755), (0o666, 0o555)])
def test_f10_without_the_rights_to_write_it_ends_with_a_sentence(
    database: Path, file: int, folder: int
) -> None:
    """The database may be read by all; only others may write it, or make files beside it."""
    probe = subprocess.run([*NOBODY, sys.executable, "-c", "import bot.app"], capture_output=True)
    if probe.returncode:
        pytest.skip("cannot run as nobody here (needs root, and code that all may read)")
    with tempfile.TemporaryDirectory() as place:  # pytest's are closed to others
        copy = Path(shutil.copy(database, Path(place) / "news.db"))
        copy.chmod(file)
        Path(place).chmod(folder)
        is_refused(svodka("run", copy, *NOBODY), copy)
