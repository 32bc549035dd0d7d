"""Settings are made once, say all problems at once, and never say a secret."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, names, without_settings

TOKEN = "123456789:AAE-abcdefghijklmnopqrstuvwxyz_012345"


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def load(**environment: str) -> Settings:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        return Settings.load()


def test_nothing_needs_to_be_set() -> None:
    settings = load()
    assert settings.token is None
    assert settings.database_file == Path("data/svodka.db")
    assert settings.default_timezone == "Asia/Almaty"
    assert settings.telegram_api_url == "https://api.telegram.org"


def test_the_environment_goes_before_the_file() -> None:
    Path(".env").write_text(f"BOT_TOKEN={TOKEN}\nLOG_LEVEL=debug\nOTHER=1\n", encoding="utf-8")
    settings = load(LOG_LEVEL="error")
    assert settings.token == TOKEN
    assert settings.log_level == "error"


def test_a_file_saved_by_notepad_is_read() -> None:
    Path(".env").write_text(f"BOT_TOKEN={TOKEN}\n", encoding="utf-8-sig")
    assert load().token == TOKEN


def test_an_empty_value_is_no_value() -> None:
    settings = load(BOT_TOKEN="", ADMIN_IDS="", DEFAULT_TIMEZONE="")
    assert (settings.token, settings.admin_ids) == (None, frozenset())


@pytest.mark.parametrize("written", ["1,22", "1, 22", "1 22", "22,1,"])
def test_administrators_stand_in_a_line(written: str) -> None:
    assert load(ADMIN_IDS=written).admin_ids == {1, 22}


@pytest.mark.parametrize("written", ["RU", " kk", "En"])
def test_a_language_may_be_written_in_capitals(written: str) -> None:
    assert load(DEFAULT_LANGUAGE=written).default_language == written.strip().lower()


def test_all_problems_are_told_at_once_by_the_names_that_people_write() -> None:
    with pytest.raises(SettingsError) as caught:
        load(
            BOT_TOKEN="password",
            TELEGRAM_API_URL="telegram.org",
            DATABASE_URL="mysql://u:hunter2@host/db",
            ADMIN_IDS="@me",
            DEFAULT_LANGUAGE="de",
            DEFAULT_TIMEZONE="Astana",
            LOG_LEVEL="loud",
            LOG_FORMAT="xml",
            RATE_PER_SECOND="-1",
            SANDBOX_PORT="http",
            PAID_BROADCAST="perhaps",
            CLOCK_URL="noon",
            TOPICS_FILE="nowhere.toml",
            FETCH_ALLOW="nas.lan, 300.1.1.0/24",
            FETCH_PER_HOST="many",
            FETCH_CONTACT="me",
            FETCH_LARGEST="10 MB",
            REFRESH_AT_ONCE="0",
            READ_PER_DAY="-1",
        )
    told = {problem.split()[0].rstrip(":") for problem in caught.value.problems}
    assert told == set(names())


@pytest.mark.parametrize("token", [TOKEN + " x", "abc:" + TOKEN, TOKEN.replace(":", ""), "1:й"])
def test_a_wrong_token_is_told_without_repeating_it(token: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(BOT_TOKEN=token, DATABASE_URL="sqlite:///x.db")
    assert token not in str(caught.value)
    assert "@BotFather" in str(caught.value)


def test_no_form_of_the_settings_shows_a_secret() -> None:
    settings = load(BOT_TOKEN=TOKEN, DATABASE_URL="postgresql://u:hunter2@host/db")
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert TOKEN not in shown
        assert "hunter2" not in shown
    assert settings.database == "postgresql+asyncpg://u:hunter2@host/db"


@pytest.mark.parametrize(
    "zone", ["../etc/passwd", "/etc/localtime", "Asia", "UTC+5", "Asia/Nowhere"]
)
def test_only_iana_zones_are_zones(zone: str) -> None:
    with pytest.raises(SettingsError, match="DEFAULT_TIMEZONE"):
        load(DEFAULT_TIMEZONE=zone)


def test_a_file_that_is_no_text_is_told_in_a_sentence() -> None:
    Path(".env").write_bytes(b"BOT_TOKEN=\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"\.env"):
        load()


def test_the_example_names_every_setting_with_its_default_and_no_other() -> None:
    example = Path(__file__).parents[2].joinpath(".env.example").read_text(encoding="utf-8")
    written = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", example, re.MULTILINE))
    assert set(written) == set(names())
    Path(".env").write_text("\n".join(f"{k}={v}" for k, v in written.items()), encoding="utf-8")
    assert load() == load(DATABASE_URL="sqlite:///data/svodka.db")
    assert load().model_copy() == Settings.load(dotenv=None)


def test_other_programs_can_be_started_without_our_settings() -> None:
    assert without_settings({"BOT_TOKEN": "x", "log_level": "y", "PATH": "/bin"}) == {
        "PATH": "/bin"
    }
