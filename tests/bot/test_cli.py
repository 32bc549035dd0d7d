"""The command line, as a person calls it."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.settings import without_settings
from sources import files
from tests.bot.test_newsroom import FIRE

SEED = Path(__file__).parents[2] / "seeds" / "nakryli-razom.txt"
ARTICLE = (
    "Мост открыли\n\nГород получил новый мост через реку. Его строили 3 года.\n\n"
    "На стройку ушло 40 млн тенге, сообщила мэрия. Движение начнётся утром.\n"
)


class Shell:
    """Calls `svodka` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def runs(
        self, *arguments: str, given: bytes = b"", **settings: str
    ) -> subprocess.CompletedProcess[str]:
        environment = without_settings(dict(os.environ)) | settings | {"COLUMNS": "200"}
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder,
            env=environment,
            input=given,
            capture_output=True,
        )
        out, error = done.stdout.decode(), done.stderr.decode()
        return subprocess.CompletedProcess(done.args, done.returncode, out, error)

    def writes(self, name: str, data: bytes | str) -> str:
        raw = data.encode() if isinstance(data, str) else data
        (self.folder / name).write_bytes(raw)
        return name


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["add", "--help"]])
def test_help_and_version_do_not_import_what_is_heavy(arguments: list[str]) -> None:
    heavy = {"aiogram", "sqlalchemy", "aiohttp", "numpy", "news", "storage"}
    code = (
        "import sys; from bot.cli import app\n"
        f"try: app({arguments!r})\nexcept SystemExit: pass\n"
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip().endswith("[]"), done.stdout + done.stderr


@pytest.mark.parametrize("module", ["adding", "editing", "listing", "checks", "reading"])
def test_commands_without_telegram_do_not_import_aiogram(module: str) -> None:
    code = f"import sys, bot.{module}; print('aiogram' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr


def test_an_article_is_added_shown_as_stored_and_known_the_second_time(shell: Shell) -> None:
    file = shell.writes("most.txt", ARTICLE)
    first = shell.runs("add", file)
    assert first.returncode == 0, first.stderr
    assert "added as story 1" in first.stdout
    assert "Мост открыли" in first.stdout
    assert "Russian" in first.stdout
    assert "40" in first.stdout
    again = shell.runs("add", file)
    assert again.returncode == 0
    assert "known already" in again.stdout
    listed = shell.runs("stories").stdout
    assert listed.count("Мост открыли") == 1
    assert (shell.folder / "data" / "svodka.db").stat().st_mode & 0o077 == 0


def test_bad_files_are_each_refused_in_a_sentence_and_good_ones_go_in(shell: Shell) -> None:
    names = {
        shell.writes("empty.txt", b""): "empty",
        shell.writes("picture.txt", b"\x89PNG\r\n\x1a\n\x00"): "picture",
        shell.writes("large.txt", b"word. " * (5_000_000 // 6)): "larger",
        shell.writes("one.txt", "Одно предложение и больше ничего."): "too short",
        shell.writes("dos.txt", (ARTICLE * 3).encode("cp866")): "encoding",
        "missing.txt": "no such file",
        ".": "folder",
    }
    good = shell.writes("good.txt", ARTICLE)
    done = shell.runs("add", *names, good)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    for name, words in names.items():
        line = next(line for line in said.splitlines() if line.startswith(f"{name}: not added"))
        assert words in line
    assert "Traceback" not in said
    assert "added as story 1" in said
    assert shell.runs("stories").stdout.count("\n") == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_an_article_may_come_from_standard_input_in_any_known_encoding(
    shell: Shell, encoding: str
) -> None:
    done = shell.runs("add", "-", given=ARTICLE.replace("ё", "е").encode(encoding))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Мост открыли" in done.stdout


def test_a_reading_needs_no_settings_and_stores_nothing(shell: Shell) -> None:
    done = shell.runs("read", str(SEED), LOG_LEVEL="nonsense")
    assert done.returncode == 0, done.stderr
    assert "Накрыли разом" in done.stdout
    assert "Астана" in done.stdout
    assert list(shell.folder.iterdir()) == []


def test_a_reading_for_programs_is_json_with_offsets(shell: Shell) -> None:
    found = json.loads(shell.runs("read", "--json", str(SEED)).stdout)
    text = found["story"]["text"]
    assert found["story"]["title"]["text"] == "Накрыли разом"
    for figure in found["figures"]:
        quote = figure["quote"]
        assert text[quote["start"] : quote["end"]] == quote["text"]


def test_a_file_that_cannot_be_read_is_told_by_read_too(shell: Shell) -> None:
    done = shell.runs("read", "missing.txt")
    assert done.returncode == 1
    assert "no such file" in done.stderr


def test_wrong_settings_end_every_command_with_all_problems(shell: Shell) -> None:
    done = shell.runs("stories", BOT_TOKEN="secret-thing", DEFAULT_TIMEZONE="Mars")
    assert done.returncode == 1
    assert "BOT_TOKEN" in done.stderr
    assert "DEFAULT_TIMEZONE" in done.stderr
    assert "secret-thing" not in done.stderr


def test_check_tells_what_is_there_and_what_is_not(shell: Shell) -> None:
    fresh = shell.runs("check")
    assert fresh.returncode == 0
    assert "the first start makes it" in fresh.stdout
    assert "@BotFather" in fresh.stdout
    shell.runs("add", shell.writes("a.txt", ARTICLE))
    assert "with 1 story" in shell.runs("check").stdout


def test_f12_check_finds_a_damaged_database(shell: Shell) -> None:
    (shell.folder / "data").mkdir()
    shell.writes("data/svodka.db", "this is a letter, not a database. " * 100)
    done = shell.runs("check")
    assert done.returncode == 1
    assert "WRONG database" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_check_tells_an_api_that_does_not_answer(shell: Shell) -> None:
    token = "123456789:AAE-abcdefghijklmnopqrstuvwxyz_012345"
    done = shell.runs("check", BOT_TOKEN=token, TELEGRAM_API_URL="http://127.0.0.1:9")
    assert done.returncode == 1
    assert "cannot be reached" in done.stdout
    assert token not in done.stdout + done.stderr


def test_the_limit_is_told_in_megabytes() -> None:
    assert files.LIMIT == 1_000_000


def test_stories_are_joined_to_cases_and_taken_out_again(shell: Shell) -> None:
    school = "Школа\n\nВ селе Акжар сдали школу на 600 мест. Учителей ищут в Караганде.\n"
    texts = {"0.txt": ARTICLE, "1.txt": school, "2.txt": ARTICLE.replace("реку", "реку Ишим")}
    for name, text in texts.items():
        shell.writes(name, text)
    assert shell.runs("add", "0.txt", "1.txt").returncode == 0
    assert "There is no story 9" in shell.runs("add", "2.txt", "--part-of", "9").stdout
    assert "added as story 3" in shell.runs("add", "2.txt", "--part-of", "2").stdout
    joined = shell.runs("case", "1", "--of", "3").stdout
    assert "Stories of this case: 1, 2, 3" in joined
    assert "To undo it: `svodka case 2 3 --alone`" in joined
    assert "A case of their own now: 2, 3" in shell.runs("case", "2", "3", "--alone").stdout
    assert "Stories of its case: 2, 3" in shell.runs("case", "3").stdout
    assert "A part of no case." in shell.runs("case", "1").stdout
    shell.runs("case", "1", "--of", "3")
    parted = shell.runs("case", "1", "--alone").stdout
    assert "Story 1 stands alone now." in parted
    assert "Left in its case: 2, 3" in parted
    assert "To undo it: `svodka case 1 --of 2`" in parted
    assert "stood alone already" in shell.runs("case", "1", "--alone").stdout


def test_stories_of_one_event_are_taken_apart_and_put_together(shell: Shell) -> None:
    """A source in other words becomes a story and a source again; a group is left and joined."""
    told = FIRE.replace("погибли 3 человека", "погибли трое").replace("сообщила", "уточнила")
    shell.runs("add", "--source", "А", shell.writes("a.txt", FIRE))
    shell.runs("add", "--source", "Б", shell.writes("b.txt", told))
    shown = shell.runs("case", "1").stdout
    assert "Source 2 in other words: Б" in shown
    split = shell.runs("case", "1", "--split", "2")
    assert (split.returncode, "It is story 2 now" in split.stdout) == (0, True)
    assert shell.runs("case", "1", "--split", "2").returncode == 1
    assert shell.runs("case", "2", "--another-event").returncode == 1
    assert "Digests tell one of them" in shell.runs("case", "2", "--grouped-with", "1").stdout
    assert "May report the same event: 1" in shell.runs("case", "2").stdout
    assert shell.runs("case", "2", "--source-of", "1").returncode == 1
    left = shell.runs("case", "2", "--another-event").stdout
    assert "To undo it: `svodka case 2 --grouped-with 1`" in left
    back = shell.runs("case", "2", "--source-of", "1").stdout
    assert "Story 2 is a source of story 1 again." in back
    assert "in other words: Б" in shell.runs("case", "1").stdout


def test_questions_about_cases_are_listed_and_answered(shell: Shell) -> None:
    assert "no questions" in shell.runs("cases").stdout
    shell.runs("add", shell.writes("a.txt", ARTICLE), shell.writes("b.txt", FIRE))
    database = sqlite3.connect(shell.folder / "data" / "svodka.db")
    with closing(database), database:
        now = time.time_ns() // 1000
        database.execute("INSERT INTO suggestions VALUES (2, 1, 600, 'open', ?)", (now,))
    listed = shell.runs("cases").stdout
    assert "Мост открыли" in listed
    assert "0.60" in listed
    assert "are two cases" in shell.runs("case", "1", "--not-of", "2").stdout
    assert shell.runs("case", "1", "--not-of", "2").returncode == 1
    assert "no questions" in shell.runs("cases").stdout


def test_cases_and_marks_of_no_story_are_refused_in_a_sentence(shell: Shell) -> None:
    shell.runs("add", shell.writes("most.txt", ARTICLE))
    for arguments in (
        ["case", "1", "--of", "9"],
        ["case", "9", "--alone"],
        ["case", "9"],
        ["graphic", "9", "--on"],
    ):
        done = shell.runs(*arguments)
        assert (done.returncode, "no such story" in done.stdout) == (1, True)
    for arguments in (["case", "1", "--of", "2", "--alone"], ["case", "1", "2", "--of", "3"]):
        done = shell.runs(*arguments)
        assert (done.returncode, "One thing at a time" in done.stderr) == (1, True)
    assert shell.runs("graphic", "1").returncode == 2
    assert "Story 1 is marked as graphic." in shell.runs("graphic", "1", "--on").stdout
    assert "Story 1 is not marked as graphic." in shell.runs("graphic", "1", "--off").stdout
