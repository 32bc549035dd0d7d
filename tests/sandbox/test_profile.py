"""Commands by scope and language, names, descriptions, the menu button."""

from typing import Any

import pytest

from sandbox.client import Group, SandboxClient
from sandbox.user import User
from tests.sandbox.rawbot import RawBot


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"про {name}"} for name in names]


PRIVATE = {"type": "all_private_chats"}
GROUPS = {"type": "all_group_chats"}
ADMINS = {"type": "all_chat_administrators"}


async def test_the_menu_falls_back_as_telegrams_does_in_private_chats(
    bot: RawBot, client: SandboxClient
) -> None:
    user = await client.user("Айгерим")
    steps: list[dict[str, Any]] = [
        {},
        {"language_code": "kk"},
        {"scope": PRIVATE},
        {"scope": PRIVATE, "language_code": "kk"},
        {"scope": {"type": "chat", "chat_id": user.id}},
        {"scope": {"type": "chat", "chat_id": user.id}, "language_code": "kk"},
    ]
    assert await user.menu() == {}
    for number, step in enumerate(steps):
        await bot.gets("setMyCommands", commands=commands(f"step{number}"), **step)
        assert list(await user.menu()) == [f"step{number}"]
    for number, step in reversed(list(enumerate(steps))):
        assert list(await user.menu()) == [f"step{number}"]
        await bot.gets("deleteMyCommands", **step)
    assert await user.menu() == {}


async def test_administrators_of_a_group_have_a_menu_of_their_own(
    bot: RawBot, aigerim: User, pyotr: User, newsroom: Group
) -> None:
    await bot.gets("setMyCommands", commands=commands("help"))
    await bot.gets("setMyCommands", commands=commands("summary"), scope=GROUPS)
    await bot.gets("setMyCommands", commands=commands("subscribe"), scope=ADMINS)
    assert list(await aigerim.menu(newsroom)) == ["summary"]
    assert list(await pyotr.menu(newsroom)) == ["subscribe"]
    one = {"type": "chat_member", "chat_id": newsroom.id, "user_id": aigerim.id}
    await bot.gets("setMyCommands", commands=commands("special"), scope=one)
    assert list(await aigerim.menu(newsroom)) == ["special"]
    assert list(await aigerim.menu()) == ["help"]


async def test_commands_are_read_back_exactly_without_fallback(bot: RawBot) -> None:
    await bot.gets("setMyCommands", commands=commands("a", "b"))
    assert await bot.gets("getMyCommands") == commands("a", "b")
    assert await bot.gets("getMyCommands", language_code="kk") == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ([{"command": "Summary", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "x" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        (commands(*(f"c{i}" for i in range(101))), "BOT_COMMANDS_TOO_MUCH"),
        (commands("a", "a"), "twice"),
    ],
)
async def test_wrong_commands_are_refused_loudly(
    bot: RawBot, client: SandboxClient, wrong: list[dict[str, str]], words: str
) -> None:
    assert words in await bot.refused("setMyCommands", commands=wrong)
    assert await client.refusals(loud=True)


@pytest.mark.parametrize("more", [{"language_code": "rus"}, {"scope": {"type": "moon"}}])
async def test_unknown_scopes_and_languages_are_refused(bot: RawBot, more: dict[str, Any]) -> None:
    await bot.refused("setMyCommands", commands=commands("a"), **more)


@pytest.mark.parametrize(
    ("name", "key", "longest"),
    [("Name", "name", 64), ("Description", "description", 512),
     ("ShortDescription", "short_description", 120)],
)  # fmt: skip
async def test_texts_of_the_profile_have_limits_and_languages(
    bot: RawBot, client: SandboxClient, name: str, key: str, longest: int
) -> None:
    aigerim, pyotr = await client.user("Айгерим"), await client.user("Пётр")
    await bot.gets(f"setMy{name}", **{key: "ы" * longest})
    await bot.gets(f"setMy{name}", **{key: "қазақша"}, language_code="kk")
    await bot.refused(f"setMy{name}", **{key: "ы" * (longest + 1)})
    assert (await aigerim.profile())[key] == "қазақша"
    assert (await pyotr.profile())[key] == "ы" * longest
    assert await bot.gets(f"getMy{name}", language_code="kk") == {key: "қазақша"}


async def test_the_menu_button_of_a_chat_goes_before_the_one_for_all(
    bot: RawBot, aigerim: User
) -> None:
    app = {"type": "web_app", "text": "Читать", "web_app": {"url": "https://example.kz"}}
    await bot.gets("setChatMenuButton", menu_button={"type": "commands"})
    await bot.gets("setChatMenuButton", chat_id=aigerim.id, menu_button=app)
    assert await bot.gets("getChatMenuButton") == {"type": "commands"}
    assert await bot.gets("getChatMenuButton", chat_id=aigerim.id) == app
    await bot.refused("setChatMenuButton", menu_button={"type": "web_app"})
