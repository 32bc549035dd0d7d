"""The command menu and the bot's descriptions, registered with Telegram per language and scope."""

from collections.abc import Iterator

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from views.language import LANGUAGES, catalogue
from views.start import COMMANDS, command_descriptions, description, short_description

Scope = BotCommandScopeAllPrivateChats | BotCommandScopeAllGroupChats


async def register(bot: Bot, default_language: str) -> None:
    """Bring Telegram's menus and descriptions up to date; asks first, and sets what differs.

    `default_language` is for people whose Telegram speaks none of ours.
    Telegram limits how often these may be set, and a bot may be restarted often.
    """
    for code in (None, *LANGUAGES):
        await _register_commands(bot, code, code or default_language)
        await _register_descriptions(bot, code, code or default_language)


async def _register_commands(bot: Bot, code: str | None, language: str) -> None:
    for scope, commands in menus(language):
        if await bot.get_my_commands(scope=scope, language_code=code) != commands:
            await bot.set_my_commands(commands, scope=scope, language_code=code)


async def _register_descriptions(bot: Bot, code: str | None, language: str) -> None:
    say = catalogue(language)
    long, short = description(say), short_description(say)
    if (await bot.get_my_description(language_code=code)).description != long:
        await bot.set_my_description(long, language_code=code)
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)


def menus(language: str) -> Iterator[tuple[Scope, list[BotCommand]]]:
    """Yield each scope with its commands in a language."""
    says = command_descriptions(catalogue(language))
    everything = [BotCommand(command=name, description=says[name]) for name, _ in COMMANDS]
    in_groups = [
        BotCommand(command=name, description=says[name]) for name, in_group in COMMANDS if in_group
    ]
    yield BotCommandScopeAllPrivateChats(), everything
    yield BotCommandScopeAllGroupChats(), in_groups
