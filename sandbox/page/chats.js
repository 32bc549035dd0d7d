// The chat list: newest first, with what is unread, and how a chat is called for its reader.

import { personName, preview } from "./bubble.js";
import { avatar, button, byId, el, rove } from "./dom.js";
import { clock, t } from "./words.js";

export class ChatList {
  // `open(chatId)` is called when a chat is chosen.
  constructor(open) {
    this.open = open;
    this.entries = new Map();
    this.list = byId("chats");
    this.list.addEventListener("keydown", (event) => rove(event, [...this.list.querySelectorAll("button")]));
  }

  // Take the dialogs of GET /control/dialogs; `naming` says name, kind, tint and hint of a chat.
  load(dialogs, naming) {
    this.naming = naming;
    this.entries = new Map(dialogs.map(({ chat, last }) => [chat.id, { chat, last, unread: 0 }]));
    this.drawNow();
  }

  // A chat appeared, changed or went.
  put(chat, mine) {
    if (!mine) this.entries.delete(chat.id);
    else this.entries.set(chat.id, { last: null, unread: 0, ...this.entries.get(chat.id), chat });
    this.draw();
  }

  // A message came or was edited.
  heard(chatId, message, unread) {
    const entry = this.entries.get(chatId);
    if (!entry) return;
    if (!entry.last || message.message_id >= entry.last.message_id) entry.last = message;
    entry.unread += unread ? 1 : 0;
    this.draw();
  }

  opened(chatId) {
    this.current = chatId;
    const entry = this.entries.get(chatId);
    if (entry) entry.unread = 0;
    this.draw();
  }

  chats() {
    return this.sorted().map((entry) => entry.chat);
  }

  sorted() {
    const when = (entry) => entry.last?.date ?? 0;
    return [...this.entries.values()].sort((one, other) => when(other) - when(one) || other.chat.id - one.chat.id);
  }

  // Drawn with the next frame: many changes at once are drawn once.
  draw() {
    this.drawing ??= requestAnimationFrame(() => {
      this.drawing = null;
      this.drawNow();
    });
  }

  drawNow() {
    const held = this.list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
    this.list.replaceChildren(...this.sorted().map((entry) => el("li", {}, this.entry(entry))));
    if (held) this.list.querySelector(`[data-chat="${held}"]`)?.focus();
  }

  entry({ chat, last, unread }) {
    const title = this.naming.name(chat);
    const line = el("span", { class: "line" }, el("b", { text: title }), last ? el("time", { text: clock(last.date) }) : null);
    const badge = unread ? el("span", { class: "badge", text: unread, "aria-label": t("unread", { n: unread }) }) : null;
    const words = el("span", { class: "line" }, el("span", { class: "last" }, ...this.said(chat, last)), badge);
    return button(
      { class: "chat", "data-chat": chat.id, "aria-current": chat.id === this.current ? "true" : null,
        on: { click: () => this.open(chat.id) } },
      avatar(title, this.naming.tint(chat), this.naming.kind(chat)), el("span", { class: "two-lines" }, line, words),
    );
  }

  said(chat, last) {
    if (!last) return [this.naming.hint(chat)];
    const who = chat.type === "group" || chat.type === "supergroup" ? personName(last.from) : "";
    const name = who && !last.mine ? [el("span", { class: "who", text: `${who}: ` })] : [];
    return [...name, preview(last)];
  }
}
