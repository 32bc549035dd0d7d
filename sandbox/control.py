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
           "bot": "member|administrator|left|kicked"}   (`title` of a private chat: the user's name)
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
     `at` seconds since 1970, never going back; `after` is a number. A copy, a forward and each
     picture of an album is one send; edits are not in it
GET  /control/refusals                   {"refusals": [{"method", "error_code", "description",
     "at", "loud"}]}: what the bot was refused; `loud` marks a mistake of ours (unknown method or
     parameter, broken entities, wrong buttons)

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

Acting as a user (POST)
-----------------------
/control/say       {"user", "chat"?, "text", "reply_to"? (message id)}           -> Message
/control/file      {"user", "chat"?, "name", "data" (base64), "caption"?, "reply_to"?,
                    "mime"?, "photo"? (true: sent as a picture)}                -> Message
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
/control/inline    {"user", "chat"?, "query", "offset"?, "timeout"?}
                   -> {"query_id", "results": [InlineQueryResult], "next_offset", "button", "seq"}
/control/choose    {"user", "chat"?, "query_id", "result" (its id)}             -> Message
                   `chat` may be any chat of the user, or another user's id

Staging (POST)
--------------
/control/users     {"name", "language"?, "username"?}     -> User (the same name: the same user)
/control/deactivate {"user"}                              -> User (the account is deleted)
/control/groups    {"title", "members": [ids], "administrators"?: [ids], "type"?: "supergroup" or
                    "group", "bot"?: "member" (default), "administrator" or "left"}   -> Chat
/control/channels  the same; members are the readers, "bot" defaults to "administrator" -> Chat
/control/member    {"chat", "by": user id, "bot": "member|administrator|left|kicked"}, or
                   {"chat", "by", "user": id, "status": "member|administrator|left|kicked"}
                                                                                -> Chat
/control/migrate   {"chat"}: a group becomes a supergroup -> {"chat": Chat (the new one), "old"}
/control/bot       {"privacy"?: bool, "inline"?: bool, "inline_feedback"?: bool} -> Bot
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
