"""What the bot says of itself: commands by scope and language, name, descriptions, menu button."""

import re
from typing import Any

from sandbox.refusals import Json, mistake
from sandbox.text import units
from sandbox.values import ADMINS, Chat, Person

LONGEST = {"name": 64, "description": 512, "short_description": 120}
MOST_COMMANDS = 100
LONGEST_COMMAND_DESCRIPTION = 256
DEFAULT_NAME = "Сводка"
PLAIN_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
)
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
Scope = tuple[Any, ...]


class Profile:
    """The bot's settings, each with its fallbacks."""

    def __init__(self) -> None:
        self._commands: dict[tuple[Scope, str], list[Json]] = {}
        self._texts: dict[tuple[str, str], str] = {("name", ""): DEFAULT_NAME}
        self._buttons: dict[int | None, Json] = {}

    def set_commands(self, commands: Any, scope: Any, language: Any) -> None:
        """setMyCommands; an empty list deletes."""
        key = (scope_key(scope), language_code(language))
        checked = _checked_commands(commands)
        if checked:
            self._commands[key] = checked
        else:
            self._commands.pop(key, None)

    def commands(self, scope: Any, language: Any) -> list[Json]:
        """getMyCommands: exactly this scope and language, no fallback."""
        return self._commands.get((scope_key(scope), language_code(language)), [])

    def menu(self, person: Person, chat: Chat) -> list[Json]:
        """The commands that this person sees in this chat, by Telegram's order of fallback."""
        for scope in _scopes(person, chat):
            for language in (person.language, ""):
                if found := self._commands.get((scope, language)):
                    return found
        return []

    def set_text(self, kind: str, text: Any, language: Any) -> None:
        """Set name, description or short_description for a language; empty takes it away."""
        text = text or ""
        if not isinstance(text, str) or units(text) > LONGEST[kind]:
            raise mistake(f"{kind} is longer than {LONGEST[kind]}")
        key = (kind, language_code(language))
        if text:
            self._texts[key] = text
        else:
            self._texts.pop(key, None)

    def text(self, kind: str, language: Any) -> str:
        """Name, description or short_description for a language, else the default one."""
        default = DEFAULT_NAME if kind == "name" else ""
        return self._texts.get((kind, language or ""), self._texts.get((kind, ""), default))

    def set_button(self, chat: int | None, button: Any) -> None:
        """setChatMenuButton, for a chat or for all."""
        button = button or {"type": "default"}
        if not isinstance(button, dict) or button.get("type") not in _BUTTONS:
            raise mistake("can't parse menu button: unknown type")
        if button["type"] == "web_app" and not (button.get("text") and button.get("web_app")):
            raise mistake("can't parse menu button: text and web_app are required")
        self._buttons[chat] = button

    def button(self, chat: int | None) -> Json:
        """getChatMenuButton; a chat without its own has the one for all."""
        own = self._buttons.get(chat, {"type": "default"})
        if own["type"] != "default":
            return own
        return self._buttons.get(None, {"type": "commands" if self._commands else "default"})


_BUTTONS = frozenset({"default", "commands", "web_app"})


def language_code(language: Any) -> str:
    """A two-letter code or an empty string, else a loud Refusal."""
    language = language or ""
    if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
        raise mistake("invalid language code specified")
    return language


def scope_key(scope: Any) -> Scope:
    """A BotCommandScope as a key, else a loud Refusal."""
    if scope is None:
        return ("default",)
    if not isinstance(scope, dict):
        raise mistake("can't parse BotCommandScope: object expected")
    kind = scope.get("type")
    if kind in PLAIN_SCOPES:
        return (kind,)
    if kind in {"chat", "chat_administrators", "chat_member"} and scope.get("chat_id"):
        member = (int(scope["user_id"]),) if kind == "chat_member" else ()
        return (kind, int(scope["chat_id"]), *member)
    raise mistake("can't parse BotCommandScope: unknown type or no chat_id")


def _scopes(person: Person, chat: Chat) -> list[Scope]:
    if chat.type == "private":
        return [("chat", chat.id), ("all_private_chats",), ("default",)]
    admin = chat.members.get(person.id) in ADMINS
    of_chat: list[Scope] = [("chat_administrators", chat.id)] if admin else []
    of_all: list[Scope] = [("all_chat_administrators",)] if admin else []
    return [
        ("chat_member", chat.id, person.id),
        *of_chat,
        ("chat", chat.id),
        *of_all,
        ("all_group_chats",),
        ("default",),
    ]


def _checked_commands(commands: Any) -> list[Json]:
    if not isinstance(commands, list):
        raise mistake("can't parse commands: array expected")
    if len(commands) > MOST_COMMANDS:
        raise mistake("BOT_COMMANDS_TOO_MUCH")
    names = [_checked_command(command) for command in commands]
    if len(set(names)) < len(names):
        raise mistake("BOT_COMMAND_INVALID: the same command twice")
    return [{"command": c["command"], "description": c["description"]} for c in commands]


def _checked_command(command: Any) -> str:
    if not isinstance(command, dict):
        raise mistake("can't parse commands: object expected")
    name, description = command.get("command"), command.get("description")
    if not isinstance(name, str) or not _COMMAND.fullmatch(name):
        raise mistake(f"BOT_COMMAND_INVALID: {name!r}")
    if not isinstance(description, str):
        raise mistake("BOT_COMMAND_DESCRIPTION_INVALID")
    if not 1 <= units(description) <= LONGEST_COMMAND_DESCRIPTION:
        raise mistake(f"BOT_COMMAND_DESCRIPTION_INVALID: {name}")
    return name
