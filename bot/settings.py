"""Settings: one value, made once from the environment and `.env`, never read at import."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

#: Where Telegram's own Bot API server lives.
TELEGRAM = "https://api.telegram.org"
DOTENV = Path(".env")


class SettingsError(Exception):
    """Settings that cannot be used; `str(error)` names every problem, one on a line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"These settings cannot be used (see .env.example):\n{lines}")


class Language(StrEnum):
    """What the bot speaks."""

    RU = "ru"
    KK = "kk"
    EN = "en"


LogLevel = Literal["debug", "info", "warning", "error"]


class Settings(BaseSettings):
    """What an operator decides. Field names in capitals are the names in the environment."""

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    bot_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM
    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///data/svodka.db")
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    default_language: Language = Language.RU
    default_timezone: str = "Asia/Almaty"
    log_level: LogLevel = "info"
    log_format: Literal["console", "json"] = "console"
    #: Messages a second over all chats; Telegram allows about 30, a little is kept in reserve.
    rate_per_second: float = Field(default=29.5, gt=0, le=1000)
    #: Let Telegram send more than 30 messages a second; each past them costs Stars.
    paid_broadcast: bool = False
    #: The operator's own table of topics; without it, the one in `seeds/topics.toml`.
    topics_file: Path | None = None
    #: Hosts and networks that may be fetched from beside the public ones; see docs/fetching.md.
    fetch_allow: Annotated[tuple[str, ...], NoDecode] = ()
    #: Fetches at once of one host that FETCH_ALLOW names; of any other there is one.
    fetch_per_host: int = Field(default=1, ge=1, le=200)
    #: Where sites can reach the operator: an address of the web or of mail, in the User-Agent.
    fetch_contact: str | None = None
    #: Largest feed or page, in bytes.
    fetch_largest: int = Field(default=10_000_000, ge=100_000, le=20_000_000)
    #: Sources that are looked at side by side.
    refresh_at_once: int = Field(default=20, ge=1, le=200)
    #: Links, files and posts that are read for one person in a day; 0 for nobody but editors.
    read_per_day: int = Field(default=20, ge=0, le=10_000)
    #: Where the time comes from in the sandbox, which can be moved ahead; set by `svodka run`.
    clock_url: str | None = None
    sandbox_port: int = Field(default=8081, ge=0, le=65535)

    @classmethod
    def load(cls, dotenv: Path | None = DOTENV) -> Self:
        """Make the settings from the environment and a `.env` file (which may be missing).

        Raises SettingsError with all problems at once; no value is repeated in it.
        """
        try:
            return cls(_env_file=dotenv)
        except ValidationError as error:
            raise SettingsError([_sentence(detail) for detail in error.errors()]) from None
        except (UnicodeDecodeError, PermissionError, IsADirectoryError) as error:
            problem = f"{dotenv}: cannot be read as UTF-8 text ({type(error).__name__})"
            raise SettingsError([problem]) from None

    @field_validator("log_level", "log_format", "default_language", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        """Accept what @BotFather gives out: digits, a colon, letters; None for nothing."""
        if value is None or not (token := value.get_secret_value().strip()):
            return None
        number, _, secret = token.partition(":")
        if not (number.isascii() and number.isdigit() and secret) or not token.isascii():
            raise ValueError("is not a bot token; @BotFather gives it out as 123456789:AAE…")
        if any(character.isspace() for character in token):
            raise ValueError("has a space in it; copy the token from @BotFather again")
        return SecretStr(token)

    @field_validator("telegram_api_url", "clock_url")
    @classmethod
    def _api(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not value.startswith(("http://", "https://")) or not value.partition("://")[2]:
            raise ValueError("must begin with http:// or https:// and name a server")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        url = value.get_secret_value()
        if url.startswith("sqlite:///"):
            url = url.replace("sqlite:", "sqlite+aiosqlite:", 1)
        if url.startswith(("postgres://", "postgresql://")):
            url = "postgresql+asyncpg://" + url.partition("://")[2]
        if not url.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return SecretStr(url)

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _admins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        words = value.replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() for word in words):
            raise ValueError("must be Telegram user numbers with commas between: 1234,5678")
        return frozenset(int(word) for word in words)

    @field_validator("topics_file")
    @classmethod
    def _file(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError("names no file")
        return value

    @field_validator("fetch_contact")
    @classmethod
    def _contact(cls, value: str | None) -> str | None:
        if value and not value.startswith(("http://", "https://", "mailto:")) and "@" not in value:
            raise ValueError("must be an address of the web or of mail")
        return value

    @field_validator("fetch_allow", mode="before")
    @classmethod
    def _allow(cls, value: object) -> tuple[str, ...]:
        """Take entries with commas or spaces between."""
        from sources.networks import Allow

        words = value.replace(",", " ").split() if isinstance(value, str) else ()
        Allow.parse(words)  # raises ValueError, which names the word
        return tuple(words)

    @field_validator("default_timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, OSError, KeyError) as error:
            raise ValueError("is not an IANA time zone such as Asia/Almaty") from error
        return value

    @property
    def token(self) -> str | None:
        """The token itself; hand it only to the client that sends it."""
        return self.bot_token.get_secret_value() if self.bot_token else None

    @property
    def database(self) -> str:
        """The database's address with its password, for the engine only."""
        return self.database_url.get_secret_value()

    @property
    def database_file(self) -> Path | None:
        """The SQLite file, or None for another database."""
        scheme, _, path = self.database.partition(":///")
        return Path(path.partition("?")[0]) if scheme.startswith("sqlite") else None


def names() -> tuple[str, ...]:
    """Return the names of all settings as they stand in the environment."""
    return tuple(field.upper() for field in Settings.model_fields)


def without_settings(environment: dict[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which no setting is set, for starting other programs."""
    source = dict(os.environ) if environment is None else environment
    known = set(names())
    return {name: value for name, value in source.items() if name.upper() not in known}


_PLAIN = {
    "literal_error": "must be one of: {expected}",
    "enum": "must be one of: {expected}",
    "int_parsing": "must be a whole number",
    "float_parsing": "must be a number",
    "bool_parsing": "must be true or false",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
}


def _sentence(detail: ErrorDetails) -> str:
    name = str(detail["loc"][0]).upper() if detail["loc"] else "settings"
    context = detail.get("ctx", {})
    if plain := _PLAIN.get(detail["type"]):
        return f"{name} {plain.format(**context)}"
    if detail["type"] == "value_error":
        return f"{name} {context['error']}"
    return f"{name}: {detail['msg']}"
