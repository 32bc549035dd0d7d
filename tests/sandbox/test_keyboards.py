"""Which buttons Telegram takes."""

from typing import Any

import pytest

from sandbox.keyboards import checked, forwardable, inline_only
from sandbox.refusals import Json, Refusal
from tests.sandbox.rawbot import keyboard


def button(**does: Any) -> Json:
    return {"text": "Нажми", **does}


@pytest.mark.parametrize(
    "right",
    [
        button(callback_data="ф" * 32),
        button(url="https://example.kz/a?b=1"),
        button(url="tg://user?id=1"),
        button(url="t.me/share/url?url=x"),
        button(copy_text={"text": "😀" * 128}),
        button(switch_inline_query=""),
        button(switch_inline_query_current_chat="слова"),
        button(switch_inline_query_chosen_chat={"query": "s", "allow_user_chats": True}),
        button(callback_data="x", style="danger"),
    ],
)
def test_right_buttons_pass_unchanged(right: Json) -> None:
    assert checked(keyboard(right), "private") == keyboard(right)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (button(callback_data=""), "BUTTON_DATA_INVALID"),
        (button(callback_data="ф" * 33), "BUTTON_DATA_INVALID"),
        (button(callback_data=5), "BUTTON_DATA_INVALID"),
        (button(copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
        (button(copy_text={"text": "😀" * 128 + "x"}), "BUTTON_COPY_TEXT_INVALID"),
        (button(url="nothing"), "inline keyboard button URL 'nothing' is invalid"),
        (button(url="https://exa mple.kz"), "inline keyboard button URL"),
        (button(url="javascript:alert(1)"), "inline keyboard button URL"),
        (button(), "Text buttons are unallowed"),
        (button(url="https://a.kz", callback_data="x"), "callback_data and url"),
        (button(callback_data="x", color="red"), "unknown field color"),
        (button(callback_data="x", style="pink"), "invalid button style"),
        ({"text": " ", "callback_data": "x"}, "must be non-empty"),
        (button(switch_inline_query_chosen_chat={"query": "x"}), "BUTTON_TYPE_INVALID"),
    ],
)
def test_wrong_buttons_are_refused_loudly_in_telegrams_words(wrong: Json, words: str) -> None:
    with pytest.raises(Refusal) as caught:
        checked(keyboard(wrong), "private")
    assert words in caught.value.description
    assert caught.value.loud


def test_a_hundred_buttons_pass_and_one_more_does_not() -> None:
    row = [button(callback_data="x")] * 10
    assert checked({"inline_keyboard": [row] * 10}, "private")
    with pytest.raises(Refusal, match="REPLY_MARKUP_TOO_LONG"):
        checked({"inline_keyboard": [row] * 10 + [row[:1]]}, "private")


def test_sending_to_a_chosen_chat_is_refused_in_channels_only() -> None:
    chosen = keyboard(button(switch_inline_query_chosen_chat={"allow_user_chats": True}))
    assert checked(chosen, "supergroup") == chosen
    with pytest.raises(Refusal, match="BUTTON_TYPE_INVALID"):
        checked(chosen, "channel")


def test_an_empty_keyboard_is_none() -> None:
    assert checked({"inline_keyboard": [[], []]}, "private") is None


def test_an_edit_takes_inline_keyboards_only() -> None:
    with pytest.raises(Refusal, match="inline keyboard expected"):
        inline_only(checked({"remove_keyboard": True}, "private"))


def test_a_forward_keeps_links_and_drops_what_calls_the_bot() -> None:
    link, call = button(url="https://a.kz"), button(callback_data="x")
    assert forwardable({"inline_keyboard": [[call, link], [call]]}) == keyboard(link)
    assert forwardable(keyboard(call)) is None
