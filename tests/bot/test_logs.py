"""No secret gets into a log, whoever writes it (F38)."""

import json
import logging
import sys
import traceback
import warnings
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot import logs

TOKEN = "123456789:AAE-abcdefghijklmnopqrstuvwxyz_012345"
PASSWORD = "hunter2"
ADDRESS = f"postgresql://reader:{PASSWORD}@db/news"


Written = pytest.CaptureFixture[str]


@pytest.fixture
def written(capsys: Written) -> Iterator[Written]:
    root = logging.getLogger()
    before, level, stderr = root.handlers, root.level, sys.stderr
    yield capsys
    sys.stderr = stderr
    root.handlers = before
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def fails() -> None:
    raise RuntimeError(f"POST https://api.telegram.org/bot{TOKEN}/sendMessage over {ADDRESS}")


@pytest.mark.parametrize("form", ["console", "json"])
def test_f38_no_way_of_logging_lets_a_secret_through(written: Written, form: str) -> None:
    logs.configure("debug", form)
    log = logs.get("test")
    log.info(TOKEN)
    log.info("token", token=TOKEN, url=ADDRESS, nested={"list": [TOKEN, (ADDRESS,)]}, other=fails)
    try:
        fails()
    except RuntimeError as error:
        log.exception("it failed", error=error)
        logging.getLogger("somebody.else").exception("failed with %s", ADDRESS)
        traceback.print_exc()
    with warnings.catch_warnings(action="always"):
        logging.captureWarnings(capture=True)
        warnings.warn(f"old style {TOKEN}", stacklevel=1)
        logging.captureWarnings(capture=False)
    print(TOKEN, file=sys.stderr)  # noqa: T201  # what a crash does
    text = written.readouterr().err
    assert TOKEN not in text
    assert TOKEN.partition(":")[2] not in text
    assert PASSWORD not in text
    assert text.count(logs.HIDDEN) >= 9


def test_json_is_one_object_a_line_with_level_time_and_fields(written: Written) -> None:
    logs.configure("info", "json")
    logs.get("test").warning("stored", story=5, title="Мост")
    logging.getLogger("library").error("broken %s", "pipe")
    ours, theirs = map(json.loads, written.readouterr().err.splitlines())
    assert (ours["event"], ours["story"], ours["title"]) == ("stored", 5, "Мост")
    assert (theirs["event"], theirs["level"]) == ("broken pipe", "error")
    assert ours["timestamp"].endswith("Z")


def test_the_level_is_kept_and_libraries_are_quiet(written: Written) -> None:
    logs.configure("info")
    logs.get("test").debug("detail")
    logging.getLogger("aiohttp.access").info("GET /bot")
    logging.getLogger("aiogram.event").info("Update id=1")
    assert written.readouterr().err == ""


@given(st.text(max_size=50), st.text(max_size=50))
def test_redaction_hides_a_token_in_any_surroundings(before: str, after: str) -> None:
    assert "AAE-abcdefghijklmnopqrstuvwxyz" not in logs.redact(f"{before}{TOKEN}{after}")


@given(st.text(st.characters(blacklist_characters=":@", blacklist_categories=["Cs"])))
def test_redaction_leaves_all_else_alone(text: str) -> None:
    assert logs.redact(text) == text
