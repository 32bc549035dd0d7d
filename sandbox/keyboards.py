"""Telegram's rules about keyboards: which buttons it takes, in which chats, within which limits."""

import re
from typing import Any

from sandbox.refusals import Json, mistake
from sandbox.text import units, words

MOST_BUTTONS = 100
MOST_CALLBACK_BYTES = 64
MOST_COPY_UNITS = 256
LOOKS = frozenset({"text", "icon_custom_emoji_id", "style"})
ACTIONS = words(
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat"
    " switch_inline_query_chosen_chat copy_text callback_game pay disabled"
)
STYLES = frozenset({"danger", "success", "primary"})
NOT_IN_CHANNELS = ("switch_inline_query_current_chat", "switch_inline_query_chosen_chat")
_URL = re.compile(
    r"(?:https?://)?(?:[^\s/@?#]+@)?[^\s/:?#.]+(?:\.[^\s/:?#.]+)+(?::\d+)?(?:[/?#]\S*)?"
)


def checked(markup: Any, chat_type: str) -> Json | None:
    """A reply_markup that may be sent to a chat of this type, or None when it has no buttons.

    Raises a loud Refusal in Telegram's words. `chat_type` is "inline" for inline messages.
    """
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise mistake("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return _other(markup, chat_type)
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise mistake(
            "field inline_keyboard of the InlineKeyboardMarkup must be an Array of Arrays"
        )
    kept = [[_button(button, chat_type) for button in row] for row in rows if row]
    if sum(map(len, kept)) > MOST_BUTTONS:
        raise mistake("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": kept} if kept else None


def inline_only(markup: Json | None) -> Json | None:
    """The markup of an edit: only inline keyboards can be edited in."""
    if markup and "inline_keyboard" not in markup:
        raise mistake("inline keyboard expected")
    return markup


def forwardable(markup: Json | None) -> Json | None:
    """What is left of an inline keyboard on a forwarded copy: links only."""
    if not markup or "inline_keyboard" not in markup:
        return None
    rows = [[b for b in row if "url" in b] for row in markup["inline_keyboard"]]
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _other(markup: Json, chat_type: str) -> Json:
    if not {"keyboard", "remove_keyboard", "force_reply"} & markup.keys():
        raise mistake("can't parse reply keyboard markup JSON object")
    if chat_type in {"channel", "inline"}:
        raise mistake("inline keyboard expected")
    return markup


def _button(button: Any, chat_type: str) -> Json:
    if not isinstance(button, dict):
        raise mistake("can't parse inline keyboard button: object expected")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise mistake("can't parse inline keyboard button: button text must be non-empty")
    _check_fields(button)
    for name in ACTIONS & button.keys():
        if check := _CHECKS.get(name):
            check(button[name])
    if chat_type == "channel" and any(name in button for name in NOT_IN_CHANNELS):
        raise mistake("BUTTON_TYPE_INVALID")
    if chat_type != "private" and "web_app" in button:
        raise mistake("BUTTON_TYPE_INVALID")
    return button


def _check_fields(button: Json) -> None:
    if unknown := sorted(button.keys() - LOOKS - ACTIONS):
        raise mistake(f"can't parse inline keyboard button: unknown field {unknown[0]}")
    acts = ACTIONS & button.keys()
    if not acts:
        raise mistake(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(acts) > 1:
        raise mistake(f"can't parse inline keyboard button: {' and '.join(sorted(acts))} in one")
    if button.get("style", "primary") not in STYLES:
        raise mistake("can't parse inline keyboard button: invalid button style specified")


def _check_callback(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= MOST_CALLBACK_BYTES:
        raise mistake("BUTTON_DATA_INVALID")


def _check_url(url: Any) -> None:
    if isinstance(url, str) and (url.startswith("tg://") or _URL.fullmatch(url)):
        return
    raise mistake(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_copy(value: Any) -> None:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not 1 <= units(text) <= MOST_COPY_UNITS:
        raise mistake("BUTTON_COPY_TEXT_INVALID")


def _check_query(query: Any) -> None:
    if not isinstance(query, str):
        raise mistake("can't parse inline keyboard button: inline query must be a string")


def _check_chosen(value: Any) -> None:
    kinds = ("allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats")
    if not isinstance(value, dict) or value.keys() - {"query", *kinds}:
        raise mistake("can't parse inline keyboard button: wrong switch_inline_query_chosen_chat")
    if not any(value.get(kind) for kind in kinds):
        raise mistake("BUTTON_TYPE_INVALID")


_CHECKS = {
    "callback_data": _check_callback,
    "url": _check_url,
    "copy_text": _check_copy,
    "switch_inline_query": _check_query,
    "switch_inline_query_current_chat": _check_query,
    "switch_inline_query_chosen_chat": _check_chosen,
}
