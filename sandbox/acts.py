"""What a person does in the pretend Telegram, and which update the bot gets of it."""

import asyncio
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sandbox import places, topics
from sandbox.answers import Desk
from sandbox.refusals import Json, Objection
from sandbox.sending import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    document,
    forwarded,
    photo_sizes,
    quoted,
    topic_of,
)
from sandbox.text import finished, units
from sandbox.values import PRESENT, Chat, Message, Person
from sandbox.world import World

LONGEST_PAYLOAD = 64
KEPT_QUERIES = 1_000  # whose results can still be chosen


def say(
    world: World,
    person: Person,
    chat: Chat,
    text: str,
    reply_to: int | None = None,
    topic: int | None = None,
) -> Message:
    """Write a text into a chat, or a topic of it."""
    return _written(world, person, chat, {**_text(text), **_around(person, chat, reply_to, topic)})


def send_location(world: World, person: Person, chat: Chat, wish: Json) -> Message:
    """Send a place on the map."""
    latitude, longitude = float(wish["latitude"]), float(wish["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Objection("there is no such place")
    content = {"location": {"latitude": latitude, "longitude": longitude}}
    around = _around(person, chat, wish.get("reply_to"), wish.get("topic"))
    return _written(world, person, chat, {**content, **around})


def send_file(world: World, person: Person, chat: Chat, wish: Json, data: bytes) -> Message:
    """Send a document, or with `photo` a picture."""
    name, mime = str(wish["name"]), str(wish.get("mime") or "application/octet-stream")
    file = world.files.keep(name, mime, data, photo=bool(wish.get("photo")))
    content: Json = {"photo": photo_sizes(file)} if file.size else {"document": document(file)}
    caption, entities = finished(str(wish.get("caption") or ""), None)
    if units(caption) > LONGEST_CAPTION:
        raise Objection("the caption is too long")
    if caption:
        content["caption"] = caption
    if entities:
        content["caption_entities"] = entities
    around = _around(person, chat, wish.get("reply_to"), wish.get("topic"))
    return _written(world, person, chat, {**content, **around})


def forward(world: World, person: Person, source: Chat, message: int, target: Chat) -> Message:
    """Forward a message to another chat (or the same)."""
    content = forwarded(world, source, _message(source, message))
    return _written(world, person, target, content)


def edit(world: World, person: Person, chat: Chat, message: int, text: str) -> Message:
    """Edit an own text message."""
    _check_writes(world, person, chat)
    found = _message(chat, message)
    if found.sender != person.id or "text" not in found.body or "via_bot" in found.body:
        raise Objection("only own text messages can be edited")
    kept = {name: value for name, value in found.body.items() if name != "entities"}
    found.body = {**kept, **_text(text), "edit_date": int(world.now())}
    world.changed(chat, found)
    if _bot_gets(world, chat, found.body):
        kind = "edited_channel_post" if chat.type == "channel" else "edited_message"
        world.updates.put(kind, found.body)
    return found


def delete(world: World, person: Person, chat: Chat, message: int) -> int:
    """Delete a message for everyone: an own one, in a private chat any. Returns the seq."""
    found = _message(chat, message)
    if found.sender != person.id and chat.type != "private":
        raise Objection("only own messages can be deleted")
    world.remove(chat, found)
    return world.changes.seq


def open_link(world: World, person: Person, link: str) -> Message:
    """Open a deep link to the bot and press Start."""
    payload = _payload(world, link)
    places.block(world, person, False)
    text = f"/start {payload}" if payload else "/start"
    return say(world, person, world.chats[person.id], text)


async def press(world: World, desk: Desk, person: Person, chat: Chat, wish: Json) -> Json:
    """Press a button; answers as POST /control/press does."""
    message = _message(chat, wish.get("message"))
    button = _button(message, wish)
    if "callback_data" in button:
        return await _callback(world, desk, person, chat, message, button, _timeout(wish))
    seq = {"seq": world.changes.seq}
    if "url" in button:
        return {"kind": "url", "url": button["url"], **seq}
    if "copy_text" in button:
        return {"kind": "copy", "text": button["copy_text"]["text"], **seq}
    return {"kind": "inline", **_inline_button(button), **seq}


async def ask_inline(world: World, desk: Desk, person: Person, chat: Chat, wish: Json) -> Json:
    """Type "@bot query"; waits for the bot's results."""
    if not world.bot.inline:
        raise Objection("inline mode is off")
    id_ = f"{person.id}{next(world.ids):08d}"
    asked = desk.queries.ask(id_, person.id, chat.id, None)
    sort = {"dialog": "private", "private": "sender"}.get(chat.type, chat.type)
    query: Json = {
        "id": id_,
        "from": person.user(),
        "query": str(wish.get("query", "")),
        "chat_type": sort,
    }
    world.updates.put("inline_query", {**query, "offset": str(wish.get("offset", ""))})
    seq = world.changes.seq
    answer = await _answered(asked.answer, _timeout(wish))
    if answer is None:
        raise Objection("the bot did not answer the inline query in time", 504)
    world.inline_answers[id_] = (query["query"], answer["results"])
    if len(world.inline_answers) > KEPT_QUERIES:
        del world.inline_answers[next(iter(world.inline_answers))]
    shown = [{k: v for k, v in result.items() if k != "content"} for result in answer["results"]]
    return {"query_id": id_, **answer, "results": shown, "seq": seq}


def choose(world: World, person: Person, chat: Chat, query_id: str, result_id: str) -> Message:
    """Choose an inline result: the person sends it, via the bot."""
    nothing: tuple[str, list[Json]] = ("", [])
    query, results = world.inline_answers.get(query_id, nothing)
    result = next((r for r in results if r["id"] == result_id), None)
    if result is None:
        raise Objection("there is no such inline result", 404)
    content = {**result["content"], "via_bot": world.bot_user()}
    inline_id = f"AgAAA{next(world.ids):010d}" if "reply_markup" in content else None
    message = _written(world, person, chat, content, inline=inline_id)
    if world.bot.inline_feedback:
        chosen: Json = {"result_id": result_id, "from": person.user(), "query": query}
        if inline_id:
            chosen["inline_message_id"] = inline_id
        world.updates.put("chosen_inline_result", chosen)
    return message


def _written(
    world: World, person: Person, chat: Chat, content: Json, *, inline: str | None = None
) -> Message:
    _check_writes(world, person, chat)
    message = world.post(chat, person.id, content, inline=inline)
    if chat.type == "private" and not person.started:
        person.started = True
        places.tell_person(world, person)
    if _bot_gets(world, chat, message.body):
        kind = "channel_post" if chat.type == "channel" else "message"
        world.updates.put(kind, message.body)
    return message


def _bot_gets(world: World, chat: Chat, body: Json) -> bool:
    if chat.type == "private":
        return True
    if chat.bot == "administrator":
        return True
    if chat.bot not in PRESENT or chat.type == "channel":
        return False
    return not world.bot.privacy or _meant_for_bot(world, body)


def _meant_for_bot(world: World, body: Json) -> bool:
    """Privacy mode: commands, replies to the bot, messages sent via the bot."""
    replied = body.get("reply_to_message", {})
    if replied.get("from", {}).get("id") == world.bot.id or "via_bot" in body:
        return True
    first = next(iter(body.get("entities", ())), None)
    if first is None or first["type"] != "bot_command" or first["offset"] != 0:
        return False
    _, _, addressee = body["text"][: first["length"]].partition("@")
    return addressee.lower() in ("", world.bot.username.lower())


def _check_writes(world: World, person: Person, chat: Chat) -> None:
    if person.deactivated:
        raise Objection("this account is deleted", 403)
    if not world.sees(person, chat):
        raise Objection(f"{person.name} is not in the chat {chat.title!r}", 403)
    if chat.type == "private" and person.blocked:
        raise Objection(f"{person.name} has blocked the bot", 403)
    if chat.type == "channel" and chat.members[person.id] == "member":
        raise Objection("only administrators write into a channel", 403)


def _text(text: str) -> Json:
    text, entities = finished(text, None)
    if not text:
        raise Objection("the message is empty")
    if units(text) > LONGEST_TEXT:
        raise Objection("the message is too long: Telegram's apps would split it")
    return {"text": text, "entities": entities} if entities else {"text": text}


def _around(person: Person, chat: Chat, reply_to: Any, topic: Any) -> Json:
    """The topic and the message replied to; a reply goes to the topic of its message."""
    place = topics.written(chat, person, topic_of(chat, reply_to) if topic is None else topic)
    if reply_to is None:
        return place
    return {**place, "reply_to_message": quoted(_message(chat, reply_to))}


def _message(chat: Chat, id: Any) -> Message:
    found = chat.messages.get(id) if isinstance(id, int) else None
    if found is None:
        raise Objection(f"there is no message {id!r} in the chat {chat.title!r}", 404)
    return found


def _payload(world: World, link: str) -> str:
    if "/" not in link and "." not in link:
        payload = link
    else:
        parts = urlsplit(link if "//" in link else f"https://{link}")
        if parts.path.strip("/").lower() != world.bot.username.lower():
            raise Objection(f"{link} does not lead to the bot")
        payload = parse_qs(parts.query).get("start", [""])[0]
    safe = payload.replace("_", "").replace("-", "")
    if len(payload) > LONGEST_PAYLOAD or (safe and not (safe.isascii() and safe.isalnum())):
        raise Objection(f"{payload!r} is no payload of a deep link")
    return payload


def _button(message: Message, wish: Json) -> Json:
    rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
    if "label" in wish:
        named = (b for row in rows for b in row if str(wish["label"]) in b["text"])
        if found := next(named, None):
            return dict(found)
        labels = [b["text"] for row in rows for b in row]
        raise Objection(f"no button says {wish['label']!r}; there are {labels}", 404)
    try:
        return dict(rows[wish["row"]][wish["column"]])
    except (KeyError, IndexError, TypeError):
        raise Objection("there is no such button", 404) from None


def _inline_button(button: Json) -> Json:
    if chosen := button.get("switch_inline_query_chosen_chat"):
        return {"query": chosen.get("query", ""), "chosen_chat": True, "here": False}
    here = "switch_inline_query_current_chat" in button
    name = "switch_inline_query_current_chat" if here else "switch_inline_query"
    return {"query": button.get(name, ""), "chosen_chat": False, "here": here}


async def _callback(
    world: World,
    desk: Desk,
    person: Person,
    chat: Chat,
    message: Message,
    button: Json,
    seconds: float,
) -> Json:
    if not world.sees(person, chat) or (chat.type == "private" and person.blocked):
        raise Objection("this person cannot press buttons here", 403)
    id_ = f"{person.id}{next(world.ids):08d}"
    asked = desk.callbacks.ask(id_, person.id, chat.id, message.id)
    query: Json = {"id": id_, "from": person.user(), "chat_instance": str(abs(chat.id) * 7919)}
    if message.inline:
        query["inline_message_id"] = message.inline
    else:
        query["message"] = message.body
    seq = world.changes.seq
    if chat.bot in PRESENT or message.inline:
        world.updates.put("callback_query", {**query, "data": button["callback_data"]})
    return {"kind": "callback", "answer": await _answered(asked.answer, seconds), "seq": seq}


async def _answered(answer: asyncio.Future[Json], seconds: float) -> Json | None:
    done, _ = await asyncio.wait({answer}, timeout=seconds)
    return answer.result() if done else None


def _timeout(wish: Json) -> float:
    return min(float(wish.get("timeout") or 5), 60)
