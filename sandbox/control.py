"""The control API: how the chat page and scripted users steer the pretend Telegram.

Loopback only. Requests and answers are JSON (UTF-8). A POST must be `application/json` and, when
it carries an `Origin`, come from the sandbox's own page. Errors: 400 (or 403, 404) with
`{"error": "<sentence>"}`; a Telegram refusal towards a user is the same shape.

Ids are those the bot sees. A private chat with the bot has the id of its user. A person's chat
with another person (kind `dialog`, never visible to the bot) has an id of its own, as groups and
channels do. `chat` may be left out wherever a user acts: it is that user's chat with the bot.

Values
------
User      {"id": 1001, "name": "Айгерим", "username": "aigerim", "language": "kk",
           "started": true, "blocked": false, "deactivated": false}
          `started`: has written to the bot, so the bot may write; `blocked`: has blocked the bot.
Chat      {"id": -1001, "type": "private|dialog|group|supergroup|channel", "title": "Редакция",
           "members": [user ids], "administrators": [user ids],
           "bot": "member|administrator|restricted|left|kicked", "bot_lacks": ["can_post_messages"],
           "topics": [Topic]}   (`title` of a private chat: the user's name; `bot_lacks`: rights
           that the bot was not given; `topics`: empty unless it is a forum)
Topic     {"id": 12, "name": "Новости", "closed": false}: `id` is its message_thread_id; that of the
          topic «General», whose messages carry none, is 1
Message   Telegram's own Message as the bot sees it (message_id, from, chat, date, text, entities,
          caption, caption_entities, photo, document, reply_markup, reply_to_message, edit_date,
          forward_origin, via_bot, link_preview_options, service fields), and besides
          "seq":  number of the change that made or last edited it,
          "mine": true when the asking `user` sent it (only where `user` is known).
          Offsets and lengths of entities are UTF-16 units. Pictures and files are fetched by
          their file_id from GET /control/files/<file_id>.
Answer    {"text": "…"|null, "show_alert": false, "url": null}: an answerCallbackQuery.
Every change has a growing number, `seq`. All answers to actions carry the `seq` of the action.

Reading
-------
GET  /control/state                      {"bot": Bot, "users": [User], "chats": [Chat], "seq": 17}
     Bot {"id", "username", "name", "token", "api_url", "link" ("https://t.me/…"), "description",
     "short_description", "inline": bool, "privacy": bool, "polling": bool, "pending": 0}.
     `name`, `description`, `short_description` are the defaults (no language);
     `polling`: a getUpdates is waiting or came in the last seconds; `pending`: updates not fetched
GET  /control/dialogs?user=              {"dialogs": [{"chat": Chat, "last": Message|null}], "seq"}
     the chat list of one user, newest first; the chat with the bot is always in it
GET  /control/history?user=&chat=&after=0&limit=200    {"messages": [Message], "seq": 17}
     oldest first; `after`: only those made or edited by a change later than this seq
GET  /control/profile?user=              {"name", "description", "short_description", "menu_button"}
     what this user reads on the bot's empty chat and profile, in the user's language
GET  /control/commands?user=&chat=       {"commands": [{"command": "summary", "description": "…"}]}
     the command menu that this user sees in this chat (scope and language fall back as Telegram's)
GET  /control/files/<file_id>            the bytes, with their content type
GET  /control/changes?after=17&timeout=10&chat=&user=  {"events": [Event], "seq": 19, "gap": false}
     long poll: answers at once when there are later events (of that chat, visible to that user),
     else waits. `gap`: events older than the kept ones were asked for, read the history anew
GET  /control/events?user=&after=        the same as server-sent events: `id` is the seq, `event`
     the kind, `data` the Event; Last-Event-ID resumes; a gap is told as the event `reload`
GET  /control/log?after=0&limit=         {"sends": [Send], "count": 1234}
     every message that the sandbox accepted from the bot, the truth for "lost" and "twice".
     Send {"number", "chat_id", "message_id", "method", "text", "at"}: `number` counts from 1,
     `at` seconds since 1970 by the machine's clock, never going back; `after` is a number. A copy,
     a forward and each picture of an album is one send; edits are not in it
GET  /control/refusals                   {"refusals": [{"method", "error_code", "description",
     "at", "loud"}]}: what the bot was refused; `loud` marks a mistake of ours (unknown method or
     parameter, broken entities, wrong buttons)
GET  /control/clock                      {"ahead_seconds": 0.0}: how far the sandbox's clock, and so
     the dates of messages, is ahead of the machine's. Limits and waiting keep to the machine's

Event     {"seq": 18, "kind": kind, "chat": chat id|null, …}
  message    "message": Message               a new message, whoever sent it
  edited     "message": Message               text, caption, picture or buttons changed
  deleted    "message_id": 5
  answer     "user": id, "message_id": 5|null, "answer": Answer     the bot answered a button
  action     "action": "typing"               sendChatAction
  commands   -                                the bot changed its commands: fetch the menu again
  profile    -                                the bot changed name, descriptions or menu button
  chat       "state": Chat                    a group, its members or the bot's place changed
  user       "user": id, "state": User        created, started, blocked, unblocked, deactivated
  refusal    "method", "error_code", "description"      the bot was refused (loud ones only)
  clock      "ahead_seconds": 3600.0          the clock was moved

Acting as a user (POST)
-----------------------
/control/say       {"user", "chat"?, "text", "reply_to"? (message id), "topic"?} -> Message
/control/location  {"user", "chat"?, "latitude", "longitude", "reply_to"?, "topic"?} -> Message
/control/file      {"user", "chat"?, "name", "data" (base64), "caption"?, "reply_to"?,
                    "mime"?, "photo"? (true: sent as a picture), "topic"?}      -> Message
/control/press     {"user", "chat"?, "message" (id), "row", "column"} or {…, "label": "Цифры"}
                   (first button whose text contains the label), "timeout"? seconds, default 5
                   -> {"kind": "callback", "answer": Answer|null, "seq"}  null: no answer in time
                    | {"kind": "url", "url", "seq"} | {"kind": "copy", "text", "seq"}
                    | {"kind": "inline", "query", "chosen_chat": bool, "here": bool, "seq"}
                   `inline`: the client now types "@bot query", `here` in this chat, else in one
                   that the person picks
/control/forward   {"user", "chat"?, "message", "to": chat id or other user's id or bot's id}
                                                                                -> Message
/control/edit      {"user", "chat"?, "message", "text"}                         -> Message
/control/delete    {"user", "chat"?, "message"}                                 -> {"seq"}
/control/block     {"user", "blocked": true|false}                              -> User
/control/open      {"user", "link": "https://t.me/<bot>?start=s_1" or bare payload "s_1"}
                   sends /start s_1 (and unblocks the bot, as the Start button does)  -> Message
/control/forum     {"user", "chat"}: an administrator gives a supergroup topics  -> Chat
/control/topic     {"user", "chat", "name"}: begins one; or {"user", "chat", "topic", "do":
                   "close|reopen|delete"}, for administrators and who began it   -> Topic
/control/inline    {"user", "chat"?, "query", "offset"?, "timeout"?}
                   -> {"query_id", "results": [InlineQueryResult], "next_offset", "button", "seq"}
/control/choose    {"user", "chat"?, "query_id", "result" (its id)}             -> Message
                   `chat` may be any chat of the user, or another user's id

Staging (POST)
--------------
/control/users     {"name", "language"?, "username"?}     -> User (the same name: the same user)
/control/crowd     {"count": 200, "language"?, "name"? (a prefix), "started"?: true}
                   many users at once                     -> {"users": [User], "seq"}
/control/deactivate {"user"}                              -> User (the account is deleted)
/control/groups    {"title", "members": [ids], "administrators"?: [ids], "type"?: "supergroup" or
                    "group", "bot"?: "member" (default), "administrator" or "left",
                    "forum"?: false}                                             -> Chat
/control/channels  the same; members are the readers, "bot" defaults to "administrator" -> Chat
/control/member    {"chat", "by": user id, "bot": "member|administrator|restricted|left|kicked",
                    "lacks"?: ["can_send_messages"] (rights not given)}, or
                   {"chat", "by", "user": id, "status": "member|administrator|left|kicked"}
                                                                                -> Chat
/control/migrate   {"chat"}: a group becomes a supergroup -> {"chat": Chat (the new one), "old"}
/control/bot       {"privacy"?: bool, "inline"?: bool, "inline_feedback"?: bool} -> Bot
/control/clock     {"ahead_seconds": n} or {"forward_seconds": n}: so far ahead of the machine's
                   clock, or so much further than now         -> {"ahead_seconds"}
/control/update    {"update": {…}, "same_id"?: bool}: queue a forged update as it stands; an
                   update_id is given unless it has one and `same_id` is true    -> {"update_id"}
/control/limits    {"on"?: bool, "overall"? (a second), "private_burst"?, "private_rate"?,
                    "group"? (a minute)}                                         -> the limits
/control/faults    {"times": 3, "chat"?: id, "methods"?: ["sendMessage"] (default: all sends),
                    "status"?: 502, "description"?: "…", "retry_after"?: 60, "migrate_to"?: id,
                    "body"?: "<html>…" (sent as it is instead of JSON), "delay"?: seconds,
                    "cut"?: "reset" or "silence", "when"?: "before" (default) or "after"}
                   The next `times` calls fail so. Without status, body or cut only the delay
                   works and the call succeeds. `when`: before the send is accepted (it did not
                   happen) or after (it happened, the bot does not learn it)   -> {"faults": [..]}
                   DELETE /control/faults takes all away
"""

from typing import Any

from aiohttp import web

from sandbox.refusals import Json, Objection
from sandbox.values import Chat, Event, Message, Person
from sandbox.world import World

POLLED_LATELY = 5.0  # seconds since the last getUpdates in which the bot counts as polling
LONGEST_WAIT = 60.0
MOST_MESSAGES = 1_000


class Reading:
    """The routes that only look."""

    def __init__(self, world: World, api_url: str) -> None:
        self._world = world
        self._api_url = api_url

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        return [
            web.get("/control/state", self.state),
            web.get("/control/dialogs", self.dialogs),
            web.get("/control/history", self.history),
            web.get("/control/profile", self.profile),
            web.get("/control/commands", self.commands),
            web.get("/control/files/{id}", self.file),
            web.get("/control/changes", self.changes),
            web.get("/control/log", self.log),
            web.get("/control/refusals", self.refusals),
            web.get("/control/clock", self.clock),
        ]

    def bot(self) -> Json:
        """The control API's Bot."""
        world, bot = self._world, self._world.bot
        polling = world.updates.polled or world.passed() - world.last_poll < POLLED_LATELY
        return {
            "id": bot.id,
            "username": bot.username,
            "token": bot.token,
            "api_url": self._api_url,
            "link": f"https://t.me/{bot.username}",
            "name": world.profile.text("name", ""),
            "description": world.profile.text("description", ""),
            "short_description": world.profile.text("short_description", ""),
            "inline": bot.inline,
            "inline_feedback": bot.inline_feedback,
            "privacy": bot.privacy,
            "polling": polling,
            "pending": len(world.updates),
        }

    async def state(self, _request: web.Request) -> web.Response:
        world = self._world
        return answer(
            {
                "bot": self.bot(),
                "users": [person.shown() for person in world.people.values()],
                "chats": [c.shown() for c in world.chats.values() if c.migrated_to is None],
                "seq": world.changes.seq,
            }
        )

    async def dialogs(self, request: web.Request) -> web.Response:
        person = asking(self._world, request)
        dialogs = [(chat, _last(chat)) for chat in self._world.of(person)]
        dialogs.sort(key=lambda pair: pair[1].body["date"] if pair[1] else 0, reverse=True)
        shown = [
            {"chat": chat.shown(), "last": self._world.shown(last, person) if last else None}
            for chat, last in dialogs
        ]
        return answer({"dialogs": shown, "seq": self._world.changes.seq})

    async def history(self, request: web.Request) -> web.Response:
        person = asking(self._world, request)
        chat = chat_of(self._world, person, request.query.get("chat"))
        after = int(request.query.get("after", 0))
        limit = min(int(request.query.get("limit", 200)), MOST_MESSAGES)
        found = [message for message in chat.messages.values() if message.seq > after]
        shown = [self._world.shown(message, person) for message in found[-limit:]]
        return answer({"messages": shown, "seq": self._world.changes.seq})

    async def profile(self, request: web.Request) -> web.Response:
        person, profile = asking(self._world, request), self._world.profile
        kinds = ("name", "description", "short_description")
        texts: Json = {kind: profile.text(kind, person.language) for kind in kinds}
        return answer({**texts, "menu_button": profile.button(person.id)})

    async def commands(self, request: web.Request) -> web.Response:
        person = asking(self._world, request)
        chat = chat_of(self._world, person, request.query.get("chat"))
        return answer({"commands": self._world.profile.menu(person, chat)})

    async def file(self, request: web.Request) -> web.Response:
        file = self._world.files.get(request.match_info["id"])
        if file is None:
            raise Objection("there is no such file", 404)
        # Only a picture may be shown by a browser; anything else is a download.
        kind = file.mime if file.size and file.mime in PICTURES else "application/octet-stream"
        return web.Response(body=file.data, content_type=kind)

    async def changes(self, request: web.Request) -> web.Response:
        changes, after = self._world.changes, int(request.query.get("after", 0))
        person = asking(self._world, request) if "user" in request.query else None
        chat = int(request.query["chat"]) if "chat" in request.query else None
        until = self._world.passed() + min(float(request.query.get("timeout", 10)), LONGEST_WAIT)
        while True:
            seq = changes.seq
            events, gap = changes.since(after)
            told = [e for e in events if chat in (None, e.chat) and seen_by(self._world, e, person)]
            left = until - self._world.passed()
            if told or gap or left <= 0 or not await changes.wait(chat, left):
                break
            after = seq
        shown = [shown_event(self._world, event, person) for event in told]
        return answer({"events": shown, "seq": changes.seq, "gap": gap})

    async def log(self, request: web.Request) -> web.Response:
        sent = self._world.sent
        after = int(request.query.get("after", 0))
        limit = int(request.query.get("limit", len(sent)))
        return answer(
            {"sends": [s.shown() for s in sent[after : after + limit]], "count": len(sent)}
        )

    async def refusals(self, _request: web.Request) -> web.Response:
        return answer({"refusals": self._world.refusals})

    async def clock(self, _request: web.Request) -> web.Response:
        return answer({"ahead_seconds": self._world.ahead})


PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})


def answer(body: Json) -> web.Response:
    """A JSON answer."""
    return web.json_response(body)


def asking(world: World, request: web.Request) -> Person:
    """The user of the query."""
    return world.person(number(request.query.get("user")))


def chat_of(world: World, person: Person, id: Any) -> Chat:
    """The chat of a request, by default the person's chat with the bot; raises Objection."""
    chat = world.chats[person.id] if id in (None, "", world.bot.id) else world.chat(number(id))
    if chat.type == "private" and chat.id != person.id:
        raise Objection("that is someone else's chat with the bot", 403)
    return chat


def number(value: Any) -> int:
    """An id of a request; raises Objection."""
    try:
        return int(value)
    except (TypeError, ValueError):
        raise Objection(f"{value!r} is no id") from None


def seen_by(world: World, event: Event, person: Person | None) -> bool:
    """Whether a change is one that this person sees (None: who sees all)."""
    if person is None or event.chat is None:
        return True
    chat = world.chats.get(event.chat)
    return chat is None or person.id in chat.members


def shown_event(world: World, event: Event, person: Person | None) -> Json:
    """The control API's Event."""
    about = {"seq": event.seq, "kind": event.kind, "chat": event.chat, **event.details}
    if event.message is not None:
        about["message"] = world.shown(event.message, person)
    return about


def _last(chat: Chat) -> Message | None:
    return next(reversed(chat.messages.values()), None)
