// The chat page: puts its parts together and keeps them in step with the sandbox.

import { Actions } from "./actions.js";
import { Refused, Stream, get, history, post } from "./api.js";
import { ChatList } from "./chats.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { button, byId, el } from "./dom.js";
import { drawHead, drawStrip, intro } from "./frame.js";
import { toast } from "./overlays.js";
import { Session } from "./session.js";
import { fetchCommands } from "./suggestions.js";
import { topicOf } from "./topics.js";
import { speak, t } from "./words.js";

const TYPING = 5500; // milliseconds that one chat action is shown, as in Telegram's apps
const POLL = 4000; // milliseconds between looks at whether the bot runs

class Page {
  constructor() {
    this.session = new Session();
    this.online = true;
    this.actions = new Actions(this.session, {
      open: (chat) => this.open(chat), draft: (text) => this.draft(text),
      doing: (action) => this.doing(action), chats: () => this.list.chats(),
    });
    this.list = new ChatList((chat) => this.open(chat, { focus: true }));
    this.conversation = new Conversation(this.actions);
    this.composer = new Composer(this.session, {
      doing: (action) => this.doing(action), lastOwn: () => this.conversation.lastOwn(),
      start: (payload) => this.start(payload), unblock: () => this.block(false),
    });
    this.actions.bind(this.conversation, this.composer);
    this.clock = new Clock({ doing: (action) => this.doing(action), moved: () => this.conversation.renameDays() });
  }

  async begin() {
    await this.session.load();
    window.addEventListener("hashchange", () => this.followAddress());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.escape(event));
    setInterval(() => document.hidden || this.look(), POLL);
    await this.followAddress();
  }

  // The address names person and chat (#1002/-1001): two windows can be two people.
  async followAddress() {
    const [user, chat] = location.hash.slice(1).split("/").map(Number);
    const person = this.session.users.get(user) ?? this.session.me ?? this.session.someone();
    if (person.id !== this.session.me?.id) await this.become(person.id, chat);
    else if (this.session.chats.has(chat) && chat !== this.session.chat?.id) await this.open(chat);
    else if (!chat) this.narrow("list");
  }

  // Be this person, in the chat named or else with the bot.
  async become(userId, chat) {
    this.stream?.close();
    await Promise.all([this.session.load(), this.clock.load()]);
    this.session.me = this.session.users.get(userId);
    this.session.chat = null;
    speak(this.session.me.language);
    const { seq } = this.session;
    await this.readList();
    const open = this.list.chats().some(({ id }) => id === chat) ? chat : userId;
    await this.open(open);
    this.stream = new Stream(userId, seq, {
      event: (change) => this.heard(change), connected: (on) => this.connected(on),
    });
  }

  async readList() {
    const { session } = this;
    const { dialogs } = await get("dialogs", { user: session.me.id });
    for (const { chat } of dialogs) session.putChat(chat);
    this.list.load(dialogs, session);
    byId("list").setAttribute("aria-label", t("chats"));
  }

  // Open a chat: its messages, its commands, its foot.
  async open(chatId, { focus = false } = {}) {
    const { session } = this;
    const chat = session.chats.get(chatId);
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const user = session.me.id;
    const [messages, commands, profile] = await Promise.all([
      history(user, chatId), fetchCommands(user, chatId).catch(() => []), get("profile", { user }),
    ]);
    if (turn !== this.turn) return; // another chat was chosen meanwhile
    session.chat = session.chats.get(chatId) ?? chat;
    this.typing(null);
    const shown = messages.filter((message) => this.inTopic(message));
    this.conversation.open(shown, { group: chat.type.endsWith("group"), intro: intro(session, profile) });
    this.composer.switchTo(`${user}/${chatId}`, commands);
    this.list.opened(chatId);
    this.narrow("chat");
    this.remember(`#${user}/${chatId}`);
    this.draw();
    if (focus || matchMedia("(hover: hover)").matches) this.composer.focus();
  }

  remember(address) {
    const same = location.hash.split("/")[0] === address.split("/")[0];
    if (location.hash !== address) window.history[same ? "pushState" : "replaceState"](null, "", address);
  }

  // On a narrow window either the list or the chat is seen.
  narrow(side) {
    byId("columns").dataset.side = side;
  }

  draw() {
    const { session } = this;
    drawStrip(session, { online: this.online, become: (id) => this.become(id), invite: (wish) => this.invite(wish) });
    drawHead(session, this.action, {
      back: () => this.back(), block: (on) => this.block(on), place: (bot, lacks) => this.place(bot, lacks),
      openTopic: (id) => this.openTopic(id),
      topics: {
        turnOn: () => this.onTopics("forum", {}), begin: (name) => this.onTopics("topic", { name }),
        change: (doing) => this.onTopics("topic", { topic: session.openTopic().id, do: doing }),
      },
    });
    this.composer.draw(session.mode());
    document.title = `${session.name(session.chat)} · ${session.me.name}`;
  }

  back() {
    this.narrow("list");
    byId("chats").querySelector('[aria-current="true"]')?.focus();
  }

  draft(text) {
    this.composer.set(text);
    this.composer.focus();
  }

  start(payload) {
    const { me } = this.session;
    return this.doing(() => post("open", { user: me.id, link: payload }));
  }

  async block(blocked) {
    const user = await this.doing(() => post("block", { user: this.session.me.id, blocked }));
    if (user?.id) this.session.putUser(user);
    this.draw();
    this.composer.focus();
  }

  place(bot, lacks) {
    return this.doing(() => post("member", { chat: this.session.chat.id, by: this.session.me.id, bot, lacks }));
  }

  inTopic(message) {
    const open = this.session.openTopic();
    return !open || topicOf(message) === open.id;
  }

  openTopic(id) {
    this.session.topic = id;
    return this.open(this.session.chat.id, { focus: true });
  }

  // Turn topics on, begin one, or change the open one; a new one is opened.
  async onTopics(path, wish) {
    const { me, chat } = this.session;
    const topic = await this.doing(() => post(path, { user: me.id, chat: chat.id, ...wish }));
    if (topic) await this.openTopic(wish.name ? topic.id : this.session.topic);
  }

  async invite(wish) {
    const user = await this.doing(() => post("users", wish));
    if (user) await this.become(user.id);
  }

  // Run an action of the person; a refusal is told, and what was sent is shown at once.
  async doing(action) {
    try {
      const result = await action();
      if (result?.message_id && result.chat?.id === this.session.chat?.id) this.take(result);
      return result ?? true;
    } catch (error) {
      toast(error instanceof Refused ? error.message : t("lost"), "warning");
      return null;
    }
  }

  take(message) {
    if (!this.inTopic(message)) return;
    const mine = message.mine ?? (message.from?.id === this.session.me.id);
    this.conversation.upsert({ ...message, mine });
  }

  // One change from the sandbox.
  heard(change) {
    const { session } = this;
    const here = change.chat !== null && change.chat === session.chat?.id;
    const takers = {
      message: () => this.message(change, here, true),
      edited: () => this.message(change, here, false),
      deleted: () => here && this.conversation.remove(change.message_id),
      action: () => here && this.typing(change.action),
      commands: () => this.refreshCommands(),
      profile: () => this.refreshProfile(),
      chat: () => this.chat(change.state),
      user: () => this.user(change.state),
      refusal: () => toast(t("refused", { what: `${change.method}: ${change.description}` }), "warning"),
      clock: () => this.clock.take(change.ahead_seconds),
      reload: () => location.reload(), // too much was missed, or the sandbox was started anew
    };
    takers[change.kind]?.();
  }

  message({ chat, message }, here, isNew) {
    if (!message) return;
    if (here) {
      this.typing(null);
      if (isNew || this.conversation.messages.has(message.message_id)) this.take(message);
    }
    this.list.heard(chat, message, isNew && !here && !message.mine);
  }

  chat(state) {
    const { session } = this;
    session.putChat(state);
    if (state.type === "private" && state.id !== session.me.id) return;
    this.list.put(state, session.member(state));
    if (session.chat?.id === state.id) this.draw();
  }

  user(state) {
    this.session.putUser(state);
    if (this.session.chat) this.draw();
  }

  async refreshCommands() {
    const { me, chat } = this.session;
    this.composer.setCommands(await fetchCommands(me.id, chat.id).catch(() => []));
  }

  // The bot changed how it presents itself: an open empty chat shows it.
  async refreshProfile() {
    clearTimeout(this.profileTimer);
    this.profileTimer = setTimeout(async () => {
      await this.session.load();
      const profile = await get("profile", { user: this.session.me.id });
      this.conversation.introduce(intro(this.session, profile));
      this.list.draw();
      this.draw();
    }, 200);
  }

  typing(action) {
    clearTimeout(this.typingTimer);
    const before = this.action;
    this.action = action;
    if (action) this.typingTimer = setTimeout(() => this.typing(null), TYPING);
    if (before !== action && this.session.chat) this.draw();
  }

  connected(on) {
    if (on === this.online) return;
    this.online = on;
    this.draw();
  }

  async look() {
    const state = await get("state").catch(() => null);
    if (!state || state.bot.polling === this.session.bot.polling) return;
    this.session.bot = state.bot;
    this.list.draw();
    this.draw();
  }

  escape(event) {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    this.composer.focus();
  }
}

new Page().begin().catch((error) => {
  document.body.append(el("p", { class: "failure", text: String(error.message ?? error) }),
    button({ class: "primary", text: "↻", on: { click: () => location.reload() } }));
});
