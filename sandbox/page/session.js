// Who the person is, which chat is open, and everything known about people and chats.

import { get } from "./api.js";
import { languageName, t } from "./words.js";

export class Session {
  constructor() {
    Object.assign(this, { bot: null, me: null, chat: null, users: new Map(), chats: new Map(), seq: 0 });
  }

  // Read the state anew; returns itself.
  async load() {
    const state = await get("state");
    this.bot = state.bot;
    this.seq = state.seq;
    this.users = new Map(state.users.map((user) => [user.id, user]));
    this.chats = new Map(state.chats.map((chat) => [chat.id, chat]));
    if (this.me) this.me = this.users.get(this.me.id) ?? null;
    if (this.chat) this.chat = this.chats.get(this.chat.id) ?? null;
    return this;
  }

  putUser(user) {
    this.users.set(user.id, user);
    if (this.me?.id === user.id) this.me = user;
  }

  putChat(chat) {
    this.chats.set(chat.id, chat);
    if (this.chat?.id === chat.id) this.chat = chat;
  }

  // The person to be when none was chosen: one who speaks the browser's language, else the last.
  someone() {
    const people = this.people();
    const speaks = (code) => people.find((user) => user.language === code);
    return navigator.languages.map((tag) => speaks(tag.slice(0, 2))).find(Boolean) ?? people.at(-1);
  }

  // The open topic of a forum; null elsewhere.
  openTopic() {
    const topics = this.chat?.topics ?? [];
    return topics.find((topic) => topic.id === this.topic) ?? topics[0] ?? null;
  }

  people() {
    return [...this.users.values()].filter((user) => !user.deactivated);
  }

  member(chat) {
    return chat.members.includes(this.me.id);
  }

  administers(chat) {
    return chat.administrators.includes(this.me.id);
  }

  other(chat) {
    return this.users.get(chat.members.find((id) => id !== this.me.id));
  }

  // How a chat is called for this person.
  name(chat) {
    if (chat.type === "private") return this.bot.name || `@${this.bot.username}`;
    return chat.type === "dialog" ? this.other(chat)?.name ?? chat.title : chat.title;
  }

  kind(chat) {
    return { private: "bot", dialog: "person" }[chat.type] ?? "group";
  }

  // The id that gives a chat its colour: a dialog has its person's.
  tint(chat) {
    return (chat.type === "dialog" ? this.other(chat)?.id : null) ?? chat.id;
  }

  // One line about a chat, under its name.
  hint(chat) {
    if (chat.type === "private") return t(this.bot.polling ? "bot" : "asleep");
    if (chat.type === "dialog") return t("dialog");
    const count = chat.members.length + (["member", "administrator", "restricted"].includes(chat.bot) ? 1 : 0);
    const size = chat.type === "channel" ? t("channel") : t("members", { n: count });
    return this.administers(chat) ? `${size} · ${t("administrator")}` : size;
  }

  // What the person can do at the foot of the open chat.
  mode() {
    const { chat, me } = this;
    if (this.openTopic()?.closed && !this.administers(chat)) return "readonly";
    if (chat.type === "private" && me.blocked) return "unblock";
    if (chat.type === "private" && !me.started) return "start";
    return chat.type === "channel" && !this.administers(chat) ? "readonly" : "write";
  }

  // Where a message can go: {id, title, kind, hint, to} with `to` as the control API takes it.
  targets(chats) {
    const talked = new Set(chats.filter((chat) => chat.type === "dialog").map((chat) => this.other(chat)?.id));
    const others = this.people().filter((user) => user.id !== this.me.id && !talked.has(user.id));
    return [
      ...chats.map((chat) => ({
        id: chat.id, tint: this.tint(chat), title: this.name(chat), kind: this.kind(chat), hint: this.hint(chat),
        to: chat.type === "private" ? this.bot.id : chat.id,
      })),
      ...others.map((user) => ({
        id: user.id, tint: user.id, title: user.name, kind: "person", hint: languageName(user.language), to: user.id,
      })),
    ];
  }
}
