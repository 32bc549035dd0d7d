"""The methods with which the bot changes, deletes and pins messages."""

from typing import Any

from sandbox import keyboards, reach
from sandbox.refusals import Json, bad, mistake
from sandbox.sending import caption_content, media_content, text_content
from sandbox.values import ADMINS, Chat, Message
from sandbox.world import World

_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media", "has_media_spoiler")
_MEDIA = ("photo", "document")
OLDEST_DELETABLE = 48 * 3600  # seconds, Bot API
Result = Json | bool


def edit_text(world: World, params: Json) -> Result:
    """editMessageText"""
    chat, message = _target(world, params)
    if "text" not in message.body:
        raise bad("there is no text in the message to edit")
    return _applied(world, chat, message, text_content(params), _TEXT, params)


def edit_caption(world: World, params: Json) -> Result:
    """editMessageCaption"""
    chat, message = _target(world, params)
    if not any(kind in message.body for kind in _MEDIA):
        raise bad("there is no caption in the message to edit")
    return _applied(world, chat, message, caption_content(params), _CAPTION, params)


def edit_media(world: World, params: Json) -> Result:
    """editMessageMedia"""
    chat, message = _target(world, params)
    if params.get("inline_message_id") and any(key.startswith(" ") for key in params):
        raise mistake("new files can't be uploaded for an inline message")
    content = media_content(world, params["media"], params)
    return _applied(world, chat, message, content, (*_MEDIA, *_CAPTION, *_TEXT), params)


def edit_markup(world: World, params: Json) -> Result:
    """editMessageReplyMarkup"""
    chat, message = _target(world, params)
    return _applied(world, chat, message, {}, (), params)


def delete_message(world: World, params: Json) -> bool:
    """deleteMessage"""
    chat = reach.writable(world, params["chat_id"])
    _delete(world, chat, reach.message(chat, params["message_id"], "delete"))
    return True


def delete_messages(world: World, params: Json) -> bool:
    """deleteMessages; what is not found is passed over"""
    chat = reach.writable(world, params["chat_id"])
    ids = params["message_ids"]
    if not isinstance(ids, list) or not 1 <= len(ids) <= 100:
        raise mistake("message_ids must hold 1 to 100 numbers")
    for message in [chat.messages[id_] for id_ in ids if id_ in chat.messages]:
        _delete(world, chat, message)
    return True


def pin_message(world: World, params: Json) -> bool:
    """pinChatMessage"""
    chat = reach.writable(world, params["chat_id"])
    _check_pinning(chat)
    message = reach.message(chat, params["message_id"], "pin")
    world.post(chat, world.bot.id, {"pinned_message": dict(message.body)})
    return True


def unpin_message(world: World, params: Json) -> bool:
    """unpinChatMessage"""
    chat = reach.writable(world, params["chat_id"])
    _check_pinning(chat)
    return True


def _target(world: World, params: Json) -> tuple[Chat, Message]:
    if inline := params.get("inline_message_id"):
        found = world.inline.get(inline)
        if found is None:
            raise bad("MESSAGE_ID_INVALID")
        return found
    if "chat_id" not in params or "message_id" not in params:
        raise mistake("message identifier is not specified")
    chat = reach.writable(world, params["chat_id"])
    message = reach.message(chat, params["message_id"], "edit")
    if message.sender != world.bot.id or "forward_origin" in message.body:
        raise bad("message can't be edited")
    if chat.type == "channel" and not chat.may("can_post_messages"):
        raise bad("message can't be edited")
    return chat, message


def _applied(
    world: World, chat: Chat, message: Message, content: Json, parts: tuple[str, ...], params: Json
) -> Result:
    kind = "inline" if message.inline else chat.type
    markup = keyboards.inline_only(keyboards.checked(params.get("reply_markup"), kind))
    if markup:
        content["reply_markup"] = markup
    kept = {name: v for name, v in message.body.items() if name not in (*parts, "reply_markup")}
    if _same(message.body, {**kept, **content}):
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly"
            " the same as a current content and reply markup of the message"
        )
    if chat.type != "private" and not message.inline:
        world.pace.take_edit(chat.id, world.passed())
    if parts:
        kept["edit_date"] = int(world.now())
    message.body = {**kept, **content}
    world.changed(chat, message)
    return True if params.get("inline_message_id") else message.body


def _same(old: Json, new: Json) -> bool:
    return _content(old) == _content(new)


def _content(body: Json) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != "edit_date"}


def _delete(world: World, chat: Chat, message: Message) -> None:
    if message.body["date"] < world.now() - OLDEST_DELETABLE:
        raise bad("message can't be deleted for everyone")
    if not _may_delete(world, chat, message):
        raise bad("message can't be deleted")
    world.remove(chat, message)


def _may_delete(world: World, chat: Chat, message: Message) -> bool:
    """In private chats anything; elsewhere what administrators may, and the bot's own."""
    if chat.type == "private" or (chat.bot == "administrator" and chat.may("can_delete_messages")):
        return True
    own = message.sender == world.bot.id
    return own and (chat.type != "channel" or chat.may("can_post_messages"))


def _check_pinning(chat: Chat) -> None:
    admin = chat.bot in ADMINS and chat.may("can_pin_messages")
    if chat.type != "private" and not admin:
        raise bad("not enough rights to manage pinned messages in the chat")
