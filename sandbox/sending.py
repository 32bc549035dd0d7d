"""The methods with which the bot writes into chats."""

from typing import Any

from sandbox import keyboards, reach
from sandbox.refusals import Json, bad, mistake
from sandbox.text import finished, units, words
from sandbox.values import GENERAL, Chat, File, Message, Topic
from sandbox.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
ACTIONS = words(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document"
    " choose_sticker find_location record_video_note upload_video_note"
)
_PREVIEW = words("is_disabled url prefer_small_media prefer_large_media show_above_text")
# What the forwarded or copied body keeps of its original.
_CONTENT = ("text", "entities", "caption", "caption_entities", "photo", "document",
            "link_preview_options", "show_caption_above_media", "has_media_spoiler")  # fmt: skip


def send_message(world: World, params: Json) -> Json:
    """sendMessage"""
    chat = reach.sendable(world, params["chat_id"])
    content = text_content(params)
    content.update(around(world, chat, params))
    return accepted(world, chat, content, "sendMessage")


def send_photo(world: World, params: Json) -> Json:
    """sendPhoto"""
    chat = reach.sendable(world, params["chat_id"], "photos")
    content = {"photo": photo_sizes(uploaded(world, params["photo"], params, photo=True))}
    content.update(caption_content(params), **around(world, chat, params))
    return accepted(world, chat, content, "sendPhoto")


def send_document(world: World, params: Json) -> Json:
    """sendDocument"""
    chat = reach.sendable(world, params["chat_id"], "documents")
    content: Json = {"document": document(uploaded(world, params["document"], params))}
    content.update(caption_content(params), **around(world, chat, params))
    return accepted(world, chat, content, "sendDocument")


def send_media_group(world: World, params: Json) -> list[Json]:
    """sendMediaGroup"""
    chat = reach.sendable(world, params["chat_id"])
    items = params["media"]
    if not isinstance(items, list) or not 2 <= len(items) <= 10:
        raise mistake("group send requires 2 to 10 media")
    contents = [media_content(world, item, params) for item in items]
    if len({"photo" in content for content in contents}) > 1:
        raise mistake("media of a group must be all photos or all documents")
    shared = {"media_group_id": str(next(world.ids)), **around(world, chat, params)}
    take_pace(world, chat, len(contents))
    return [world.accept(chat, {**c, **shared}, "sendMediaGroup") for c in contents]


def forward_message(world: World, params: Json) -> Json:
    """forwardMessage"""
    chat = reach.sendable(world, params["chat_id"])
    source = reach.seen(world, params["from_chat_id"])
    original = reach.message(source, params["message_id"], "forward")
    content = {**forwarded(world, source, original), **_in_topic(chat, params)}
    return accepted(world, chat, content, "forwardMessage")


def copy_message(world: World, params: Json) -> Json:
    """copyMessage"""
    chat = reach.sendable(world, params["chat_id"])
    source = reach.seen(world, params["from_chat_id"])
    content = copied(reach.message(source, params["message_id"], "copy"))
    if "caption" in params and "text" not in content:
        content.update(caption_content(params))
    content.update(around(world, chat, params))
    body = accepted(world, chat, content, "copyMessage")
    return {"message_id": body["message_id"]}


def send_chat_action(world: World, params: Json) -> bool:
    """sendChatAction"""
    chat = reach.writable(world, params["chat_id"])
    reach.topic(chat, params.get("message_thread_id"))
    if params["action"] not in ACTIONS:
        raise mistake("wrong parameter action in request")
    world.changes.tell("action", chat.id, action=params["action"])
    return True


def accepted(world: World, chat: Chat, content: Json, method: str) -> Json:
    """Count the send against the limits and make it a message."""
    take_pace(world, chat, 1)
    return world.accept(chat, content, method)


def take_pace(world: World, chat: Chat, count: int) -> None:
    """Count sends against the limits; raises the 429."""
    world.pace.take(chat.id, world.passed(), count, private=chat.type == "private")


def text_content(params: Json) -> Json:
    """text, entities and link_preview_options of a message, checked."""
    text = params.get("text")
    if not isinstance(text, str):
        raise mistake("message text is empty")
    text, entities = finished(text, params.get("entities"))
    if not text:
        raise mistake("message text is empty")
    if units(text) > LONGEST_TEXT:
        raise mistake("message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if preview := params.get("link_preview_options"):
        content["link_preview_options"] = _checked_preview(preview)
    return content


def caption_content(params: Json) -> Json:
    """caption and its entities, checked."""
    content: Json = {}
    text, entities = finished(params.get("caption") or "", params.get("caption_entities"))
    if units(text) > LONGEST_CAPTION:
        raise mistake("message caption is too long")
    if text:
        content["caption"] = text
    if entities:
        content["caption_entities"] = entities
    if params.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    if params.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return content


def around(world: World, chat: Chat, params: Json) -> Json:
    """What stands around the content: its topic, buttons, and the message replied to."""
    content = _in_topic(chat, params)
    if params.get("protect_content"):
        content["has_protected_content"] = True
    if reply := params.get("reply_parameters"):
        content.update(_reply(world, chat, reply))
    markup = keyboards.checked(params.get("reply_markup"), chat.type)
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    return content


def media_content(world: World, item: Any, params: Json) -> Json:
    """One InputMediaPhoto or InputMediaDocument as the content of a message."""
    kind = item.get("type") if isinstance(item, dict) else None
    if kind not in {"photo", "document"}:
        raise mistake(f"can't parse InputMedia: type {kind!r} is not pretended by the sandbox")
    if item.get("parse_mode"):
        raise mistake("parameter 'parse_mode' of InputMedia is not pretended by the sandbox")
    file = uploaded(world, item.get("media"), params, photo=kind == "photo")
    content: Json = (
        {"photo": photo_sizes(file)} if kind == "photo" else {"document": document(file)}
    )
    return {**content, **caption_content(item)}


def uploaded(world: World, source: Any, params: Json, *, photo: bool = False) -> File:
    """The file of a parameter: uploaded with the call, or known by its file_id."""
    if isinstance(source, str) and source.startswith("attach://"):
        source = params.get(f" {source.removeprefix('attach://')}")
    if isinstance(source, tuple):
        name, mime, data = source
        return world.files.keep(name, mime, data, photo=photo)
    if isinstance(source, str) and source.startswith(("http://", "https://")):
        raise mistake("failed to get HTTP URL content")
    file = world.files.get(source) if isinstance(source, str) else None
    if file is None or (file.size is not None) != photo:
        raise mistake("wrong file identifier/HTTP URL specified")
    return file


def photo_sizes(file: File) -> list[Json]:
    """Telegram's PhotoSize list: here the one size that was sent."""
    width, height = file.size or (0, 0)
    about = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.data)}
    return [{**about, "width": width, "height": height}]


def document(file: File) -> Json:
    """Telegram's Document."""
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_name": file.name,
        "mime_type": file.mime,
        "file_size": len(file.data),
    }


def copied(original: Message) -> Json:
    """What a copy of the message holds."""
    return {name: original.body[name] for name in _CONTENT if name in original.body}


def forwarded(world: World, source: Chat, original: Message) -> Json:
    """What a forward of the message holds: its content, where it is from, and link buttons."""
    if original.body.get("has_protected_content"):
        raise bad("the message can't be forwarded")
    content = copied(original)
    if not content:
        raise bad("the message can't be forwarded")
    content["forward_origin"] = _origin(world, source, original)
    if "via_bot" in original.body:
        content["via_bot"] = original.body["via_bot"]
    if markup := keyboards.forwardable(original.body.get("reply_markup")):
        content["reply_markup"] = markup
    return content


def topic_content(chat: Chat, topic: Topic | None) -> Json:
    """What a message in a topic carries; Telegram shows it as a reply to the topic's beginning."""
    if topic is None or topic.id == GENERAL:
        return {}
    content: Json = {"message_thread_id": topic.id, "is_topic_message": True}
    if beginning := chat.messages.get(topic.id):
        content["reply_to_message"] = quoted(beginning)
    return content


def topic_of(chat: Chat, reply_to: Any) -> int | None:
    """The topic of the message that is replied to; None for none, and for the general one."""
    replied = chat.messages.get(reply_to) if isinstance(reply_to, int) else None
    return replied.body.get("message_thread_id") if replied else None


def quoted(message: Message) -> Json:
    """A message as it stands in reply_to_message: whole, but without the one it replies to."""
    return {name: value for name, value in message.body.items() if name != "reply_to_message"}


def _origin(world: World, source: Chat, original: Message) -> Json:
    if earlier := original.body.get("forward_origin"):
        return dict(earlier)
    date = original.body["date"]
    if source.type == "channel":
        chat = world.brief(source)
        return {"type": "channel", "date": date, "chat": chat, "message_id": original.id}
    return {"type": "user", "date": date, "sender_user": world.user(original.sender)}


def _in_topic(chat: Chat, params: Json) -> Json:
    """The topic that was named, else that of the message replied to."""
    reply = params.get("reply_parameters")
    replied = topic_of(chat, reply.get("message_id")) if isinstance(reply, dict) else None
    return topic_content(chat, reach.topic(chat, params.get("message_thread_id", replied)))


def _reply(world: World, chat: Chat, reply: Any) -> Json:
    if not isinstance(reply, dict) or not isinstance(reply.get("message_id"), int):
        raise mistake("can't parse reply parameters: message_id expected")
    if reply.get("chat_id") not in (None, chat.id):
        raise mistake("replies to other chats are not pretended by the sandbox")
    found = chat.messages.get(reply["message_id"])
    if found is not None:
        return {"reply_to_message": quoted(found)}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad("message to be replied not found")


def _checked_preview(preview: Any) -> Json:
    if not isinstance(preview, dict) or preview.keys() - _PREVIEW:
        raise mistake("can't parse link preview options")
    return preview
