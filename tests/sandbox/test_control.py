"""The control API: who may call it, and how changes are followed."""

import asyncio
import json

import aiohttp
import pytest

from sandbox.changes import Changes
from sandbox.client import Group, SandboxClient
from sandbox.refusals import Objection
from sandbox.server import Sandbox
from sandbox.user import User
from tests.sandbox.rawbot import RawBot


@pytest.mark.parametrize("host", ["example.com", "example.com:80", "127.0.0.1.nip.io", ""])
async def test_foreign_host_names_are_refused(http: aiohttp.ClientSession, host: str) -> None:
    async with http.get("/control/state", headers={"Host": host}) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("origin", ["https://example.com", "null", "http://localhost:1"])
async def test_posts_of_other_pages_are_refused(http: aiohttp.ClientSession, origin: str) -> None:
    async with http.post(
        "/control/users", json={"name": "x"}, headers={"Origin": origin}
    ) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("path", ["/control/state", "/bot1:x/getMe"])
async def test_what_other_pages_embed_is_refused_too(
    http: aiohttp.ClientSession, path: str
) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    async with http.get(path, headers=headers) as answer:
        assert answer.status == 403


async def test_a_link_of_another_page_may_be_followed(http: aiohttp.ClientSession) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with http.get("/", headers=headers) as answer:
        assert answer.status == 200


async def test_a_query_that_cannot_be_read_is_objected_to(client: SandboxClient) -> None:
    with pytest.raises(Objection):
        await client.get("history", user=1001, after="soon")


async def test_the_sandboxs_own_page_may_post(
    http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    headers = {"Origin": sandbox.api_url}
    async with http.post("/control/users", json={"name": "x"}, headers=headers) as answer:
        assert answer.status == 200


async def test_a_form_of_another_page_cannot_pass_for_json(http: aiohttp.ClientSession) -> None:
    async with http.post("/control/users", data='{"name": "x"}') as answer:
        assert answer.status == 415


async def test_the_page_comes_with_a_strict_policy(http: aiohttp.ClientSession) -> None:
    async with http.get("/") as answer:
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy


async def test_only_loopback_is_listened_on() -> None:
    with pytest.raises(ValueError, match="loopback only"):
        async with Sandbox.running(host="0.0.0.0"):  # noqa: S104 - that is what is refused
            pass


@pytest.mark.parametrize(
    ("path", "wish", "status"),
    [
        ("say", {"user": 1, "text": "x"}, 404),
        ("say", {"user": "x", "text": "x"}, 400),
        ("say", {"user": 1001}, 400),
        ("say", {"user": 1001, "chat": 1002, "text": "x"}, 403),
        ("say", {"user": 1001, "text": ""}, 400),
        ("say", {"user": 1001, "text": "x" * 4097}, 400),
        ("press", {"user": 1001, "message": 99, "label": "x"}, 404),
        ("file", {"user": 1001, "name": "x", "data": "!"}, 400),
        ("groups", {"title": "x", "type": "club"}, 400),
        ("nothing", {}, 404),
    ],
)
async def test_wrong_wishes_are_objected_to_in_a_sentence(
    http: aiohttp.ClientSession, path: str, wish: dict[str, object], status: int
) -> None:
    async with http.post(f"/control/{path}", json=wish) as answer:
        assert answer.status == status
        assert (await answer.json())["error"]


async def test_the_state_shows_the_first_population(client: SandboxClient) -> None:
    state = await client.get("state")
    assert [(u["name"], u["language"], u["started"]) for u in state["users"]] == [
        ("Айгерим", "kk", False),
        ("Пётр", "ru", False),
    ]
    group = state["chats"][-1]
    names = {user["id"]: user["name"] for user in state["users"]}
    assert (group["title"], group["bot"], len(group["members"])) == ("Редакция", "member", 2)
    assert [names[id_] for id_ in group["administrators"]] == ["Пётр"]


async def test_a_person_sees_own_chats_only(
    client: SandboxClient, aigerim: User, newsroom: Group
) -> None:
    await client.user("John", "en")
    dialogs = (await client.get("dialogs", user=aigerim.id))["dialogs"]
    assert {d["chat"]["id"] for d in dialogs} == {aigerim.id, newsroom.id}
    assert next(d for d in dialogs if d["chat"]["id"] == aigerim.id)["last"]["text"] == "/start"


async def test_changes_are_waited_for_chat_by_chat(
    client: SandboxClient, bot: RawBot, aigerim: User
) -> None:
    after = (await client.get("state"))["seq"]
    wait = asyncio.create_task(client.get("changes", after=after, chat=aigerim.id, timeout=20))
    await asyncio.sleep(0.05)
    await client.user("John", "en")
    await asyncio.sleep(0.05)
    assert not wait.done()
    await bot.gets("sendMessage", chat_id=aigerim.id, text="да")
    (event,) = (await asyncio.wait_for(wait, 5))["events"]
    assert (event["kind"], event["message"]["text"]) == ("message", "да")


async def test_a_person_is_not_told_of_others_chats(
    client: SandboxClient, aigerim: User, pyotr: User
) -> None:
    await aigerim.says("тайна")
    events = (await client.get("changes", after=0, user=pyotr.id, timeout=0))["events"]
    assert "тайна" not in json.dumps(events, ensure_ascii=False)


async def test_the_stream_tells_changes_and_resumes_where_it_stopped(
    http: aiohttp.ClientSession, client: SandboxClient, bot: RawBot, aigerim: User
) -> None:
    seq = (await client.get("state"))["seq"]
    await bot.gets("sendMessage", chat_id=aigerim.id, text="раз")
    headers = {"Last-Event-ID": str(seq)}
    async with http.get("/control/events", headers=headers) as stream:
        assert stream.content_type == "text/event-stream"
        first = await frame(stream)
        await bot.gets("setMyCommands", commands=[{"command": "a", "description": "b"}])
        second = await frame(stream)
    assert (first["event"], json.loads(first["data"])["message"]["text"]) == ("message", "раз")
    assert (second["event"], int(second["id"])) == ("commands", int(first["id"]) + 1)


async def frame(stream: aiohttp.ClientResponse) -> dict[str, str]:
    """The next event of a stream, comments and the first `retry` passed over."""
    fields: dict[str, str] = {}
    while "data" not in fields:
        fields = {}
        while line := (await asyncio.wait_for(stream.content.readline(), 5)).decode().strip():
            name, _, value = line.partition(": ")
            fields[name] = value
    return fields


def test_who_asks_for_events_no_longer_kept_is_told_of_the_gap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sandbox.changes.KEPT", 3)
    changes = Changes()
    for _ in range(5):
        changes.tell("commands")
    assert [event.seq for event in changes.since(2)[0]] == [3, 4, 5]
    assert not changes.since(2)[1]
    assert changes.since(1)[1]


async def test_messages_beyond_the_kept_number_are_forgotten_but_stay_in_the_record() -> None:
    async with (
        Sandbox.running(keep=5, limits=False) as sandbox,
        await SandboxClient.connect(sandbox.api_url) as client,
        aiohttp.ClientSession() as session,
    ):
        (user,) = await client.crowd(1)
        bot = RawBot(session, sandbox)
        for i in range(8):
            await bot.gets("sendMessage", chat_id=user.id, text=str(i))
        assert [m.text for m in await user.messages()] == ["3", "4", "5", "6", "7"]
        assert await client.accepted_count() == 8


async def test_only_pictures_are_served_as_what_they_claim_to_be(
    client: SandboxClient, http: aiohttp.ClientSession, aigerim: User
) -> None:
    sent = await aigerim.sends_file("x.html", b"<script>alert(1)</script>", mime="text/html")
    async with http.get(f"/control/files/{sent.raw['document']['file_id']}") as answer:
        assert answer.content_type == "application/octet-stream"


async def test_an_unknown_file_is_not_found(client: SandboxClient) -> None:
    with pytest.raises(Objection, match="no such file"):
        await client.get("files/nothing")
