"""Which methods the pretend Bot API has and which parameters each takes: data only.

A `!` marks a parameter that Telegram requires. A test holds this table against aiogram's models.
"""

from collections.abc import Callable
from functools import lru_cache
from json import JSONDecodeError, loads
from typing import Any

from sandbox.refusals import Json, Refusal, mistake
from sandbox.text import words

_SENDING = (
    "business_connection_id message_thread_id direct_messages_topic_id disable_notification"
    " protect_content message_effect_id "
)
_REPLYING = "allow_paid_broadcast reply_parameters allow_sending_without_reply reply_to_message_id "
_PRIVATELY = "ephemeral_message_parameters receiver_user_id callback_query_id "
_CAPTION = "caption parse_mode caption_entities show_caption_above_media "
_EDITING = "business_connection_id chat_id message_id inline_message_id reply_markup "

_TABLE = {
    "getMe": "",
    "getUpdates": "offset limit timeout allowed_updates",
    "setWebhook": "url! certificate ip_address max_connections allowed_updates"
    " drop_pending_updates secret_token",
    "deleteWebhook": "drop_pending_updates",
    "getWebhookInfo": "",
    "sendMessage": _SENDING + _REPLYING + _PRIVATELY + "chat_id! text! parse_mode entities"
    " link_preview_options suggested_post_parameters reply_markup disable_web_page_preview",
    "editMessageText": _EDITING + "text parse_mode entities link_preview_options rich_message"
    " disable_web_page_preview",
    "editMessageReplyMarkup": _EDITING,
    "editMessageCaption": _EDITING + _CAPTION,
    "editMessageMedia": _EDITING + "media!",
    "deleteMessage": "chat_id! message_id!",
    "deleteMessages": "chat_id! message_ids!",
    "sendPhoto": _SENDING + _REPLYING + _PRIVATELY + _CAPTION + "chat_id! photo! has_spoiler"
    " suggested_post_parameters reply_markup",
    "sendDocument": _SENDING + _REPLYING + _PRIVATELY + "chat_id! document! thumbnail caption"
    " parse_mode caption_entities disable_content_type_detection suggested_post_parameters"
    " reply_markup",
    "sendMediaGroup": _SENDING + _REPLYING + "chat_id! media!",
    "sendChatAction": "chat_id! action! business_connection_id message_thread_id",
    "forwardMessage": "chat_id! from_chat_id! message_id! message_thread_id"
    " direct_messages_topic_id video_start_timestamp disable_notification protect_content"
    " message_effect_id suggested_post_parameters",
    "copyMessage": "chat_id! from_chat_id! message_id! message_thread_id direct_messages_topic_id"
    " video_start_timestamp caption parse_mode caption_entities show_caption_above_media"
    " disable_notification protect_content message_effect_id suggested_post_parameters"
    " reply_markup " + _REPLYING,
    "pinChatMessage": "chat_id! message_id! business_connection_id disable_notification",
    "unpinChatMessage": "chat_id! business_connection_id message_id",
    "getFile": "file_id!",
    "answerCallbackQuery": "callback_query_id! text show_alert url cache_time",
    "answerInlineQuery": "inline_query_id! results! cache_time is_personal next_offset button"
    " switch_pm_parameter switch_pm_text",
    "setMyCommands": "commands! scope language_code",
    "getMyCommands": "scope language_code",
    "deleteMyCommands": "scope language_code",
    "setMyName": "name language_code",
    "getMyName": "language_code",
    "setMyDescription": "description language_code",
    "getMyDescription": "language_code",
    "setMyShortDescription": "short_description language_code",
    "getMyShortDescription": "language_code",
    "setChatMenuButton": "chat_id menu_button",
    "getChatMenuButton": "chat_id",
    "getChat": "chat_id!",
    "getChatMember": "chat_id! user_id!",
    "getChatAdministrators": "chat_id! return_bots",
    "getChatMemberCount": "chat_id!",
    "leaveChat": "chat_id!",
}
PARAMETERS = {
    method: frozenset(word.rstrip("!") for word in words.split())
    for method, words in _TABLE.items()
}
REQUIRED = {
    method: frozenset(word[:-1] for word in words.split() if word.endswith("!"))
    for method, words in _TABLE.items()
}
BY_LOWER_NAME = {method.lower(): method for method in PARAMETERS}  # Telegram ignores case
# Exist at Telegram, mean something, and are not pretended: refused, so that no test is fooled.
NOT_PRETENDED = words(
    "business_connection_id direct_messages_topic_id suggested_post_parameters"
    " ephemeral_message_parameters receiver_user_id rich_message certificate parse_mode"
    " reply_to_message_id disable_web_page_preview switch_pm_parameter switch_pm_text thumbnail"
    " video_start_timestamp"
)
INTEGERS = words(
    "message_id message_thread_id user_id offset limit timeout cache_time max_connections"
)
BOOLEANS = words(
    "disable_notification protect_content allow_paid_broadcast allow_sending_without_reply"
    " show_alert is_personal drop_pending_updates show_caption_above_media has_spoiler"
    " disable_content_type_detection return_bots"
)
STRUCTURES = words(
    "entities caption_entities reply_markup reply_parameters link_preview_options media results"
    " commands scope menu_button allowed_updates button message_ids"
)


def understood(method: str, raw: dict[str, Any]) -> Json:
    """The parameters of a call with their types, from a form, a query or JSON.

    Raises a loud Refusal for what the method does not have, lacks, or cannot be read.
    """
    allowed = PARAMETERS[method]
    for name in raw:
        if name not in allowed:
            raise mistake(f"unknown parameter {name!r} of {method}")
        if name in NOT_PRETENDED:
            raise mistake(f"parameter {name!r} of {method} is not pretended by the sandbox")
    given = {name: _typed(name, value) for name, value in raw.items()}
    for name in sorted(REQUIRED[method]):
        if given.get(name) in (None, ""):
            raise _missing(name)
    return given


def _missing(name: str) -> Refusal:
    return mistake("message text is empty" if name == "text" else f"{name} is empty")


def _typed(name: str, value: Any) -> Any:
    for names, read in _READERS:
        if name in names:
            return read(name, value)
    return value


def _integer(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise mistake(f"parameter {name!r} must be an integer, not {value!r}") from None


def _boolean(name: str, value: Any) -> bool:
    text = str(value).lower()
    if text not in {"true", "false", "1", "0"}:
        raise mistake(f"parameter {name!r} must be true or false, not {value!r}")
    return text in {"true", "1"}


def _structure(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return _parsed(value) if value else None
    except (JSONDecodeError, RecursionError):
        raise mistake(f"can't parse {name}: it is not JSON") from None


@lru_cache(1_000)  # a broadcast has the same buttons for everyone; nothing read here is changed
def _parsed(value: str) -> Any:
    return loads(value)


_READERS: tuple[tuple[frozenset[str], Callable[[str, Any], Any]], ...] = (
    (INTEGERS, _integer),
    (BOOLEANS, _boolean),
    (STRUCTURES, _structure),
)
