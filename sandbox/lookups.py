"""The methods that read chats and members, set the bot's profile, and fetch files."""

from collections.abc import Callable
from typing import Any

from sandbox import reach
from sandbox.refusals import Json, bad, forbidden, mistake
from sandbox.text import words
from sandbox.values import ADMINS, PRESENT, Chat
from sandbox.world import World

_RIGHTS = words(
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members"
    " can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories"
    " can_delete_stories can_send_welcome_messages can_pin_messages"
)
# What only administrators of channels, of groups, and restricted members have or lack.
_OF_CHANNELS = words("can_post_messages can_edit_messages")
_OF_GROUPS = words("can_manage_topics")
_OF_MEMBERS = words(
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos"
    " can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages"
    " can_add_web_page_previews can_react_to_messages can_change_info can_invite_users"
    " can_pin_messages can_manage_topics can_edit_tag"
)
LARGEST_DOWNLOAD = 20 * 1024 * 1024  # bytes, Bot API's getFile


def get_me(world: World, _params: Json) -> Json:
    """getMe"""
    return {
        **world.bot_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.bot.privacy,
        "supports_inline_queries": world.bot.inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_file(world: World, params: Json) -> Json:
    """getFile"""
    file = world.files.get(params["file_id"])
    if file is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "file_path": file.path,
    }


def get_chat(world: World, params: Json) -> Json:
    """getChat"""
    chat = reach.seen(world, params["chat_id"])
    gifts = {f"{kind}_gifts": False for kind in ("unlimited", "limited", "unique")}
    gifts.update(premium_subscription=False, gifts_from_channels=False)
    about = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return {**world.brief(chat), **about}


def get_chat_member(world: World, params: Json) -> Json:
    """getChatMember"""
    chat = _inside(world, params["chat_id"])
    user = params["user_id"]
    if user != world.bot.id and user not in world.people:
        raise bad("PARTICIPANT_ID_INVALID")
    return member(world, chat, user)


def get_chat_administrators(world: World, params: Json) -> list[Json]:
    """getChatAdministrators: people, not bots"""
    chat = _inside(world, params["chat_id"])
    if chat.type == "private":
        raise bad("there are no administrators in the private chat")
    return [member(world, chat, id_) for id_, s in chat.members.items() if s in ADMINS]


def get_chat_member_count(world: World, params: Json) -> int:
    """getChatMemberCount, the bot counted too"""
    chat = _inside(world, params["chat_id"])
    bot = chat.bot in PRESENT
    return sum(status in PRESENT for status in chat.members.values()) + bot


def member(world: World, chat: Chat, user: int, status: str | None = None) -> Json:
    """Telegram's ChatMember of a person or of the bot, with its own or the given status."""
    is_bot = user == world.bot.id
    if status is None:
        status = chat.bot if is_bot else chat.members.get(user, "left")
    about: Json = {"status": status, "user": world.user(user)}
    lacks = chat.lacks if is_bot else frozenset()
    if status == "creator":
        about["is_anonymous"] = False
    if status == "administrator":
        rights = _RIGHTS | (_OF_CHANNELS if chat.type == "channel" else _OF_GROUPS)
        about.update({right: right not in lacks for right in rights})
        about.update(can_be_edited=False, is_anonymous=False)
    if status == "restricted":
        about.update({right: right not in lacks for right in _OF_MEMBERS})
        about.update(is_member=True, until_date=0)
    if status == "kicked":
        about["until_date"] = 0
    return about


def _inside(world: World, id: Any) -> Chat:
    chat = reach.seen(world, id)
    if chat.bot == "kicked" and chat.type != "private":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if chat.bot == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


# The profile ---------------------------------------------------------------------------------


def set_my_commands(world: World, params: Json) -> bool:
    """setMyCommands"""
    _check_scope_chat(world, params.get("scope"))
    world.profile.set_commands(params["commands"], params.get("scope"), params.get("language_code"))
    world.changes.tell("commands")
    return True


def get_my_commands(world: World, params: Json) -> list[Json]:
    """getMyCommands"""
    return world.profile.commands(params.get("scope"), params.get("language_code"))


def delete_my_commands(world: World, params: Json) -> bool:
    """deleteMyCommands"""
    return set_my_commands(world, {**params, "commands": []})


def setter(kind: str) -> Callable[[World, Json], bool]:
    """setMyName, setMyDescription or setMyShortDescription"""

    def set_text(world: World, params: Json) -> bool:
        world.profile.set_text(kind, params.get(kind), params.get("language_code"))
        world.changes.tell("profile")
        return True

    return set_text


def getter(kind: str) -> Callable[[World, Json], Json]:
    """getMyName, getMyDescription or getMyShortDescription"""
    return lambda world, params: {kind: world.profile.text(kind, params.get("language_code"))}


def set_menu_button(world: World, params: Json) -> bool:
    """setChatMenuButton"""
    chat = params.get("chat_id")
    world.profile.set_button(int(chat) if chat else None, params.get("menu_button"))
    world.changes.tell("profile")
    return True


def get_menu_button(world: World, params: Json) -> Json:
    """getChatMenuButton"""
    chat = params.get("chat_id")
    return world.profile.button(int(chat) if chat else None)


def _check_scope_chat(world: World, scope: Any) -> None:
    if isinstance(scope, dict) and "chat_id" in scope:
        chat = reach.seen(world, scope["chat_id"])
        if chat.type == "private" and scope.get("type") != "chat":
            raise mistake("chat_id of a private chat is not allowed in this scope")
