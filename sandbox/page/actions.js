// What a person does with a message: its menu, its buttons, its links, commands and mentions.

import { post } from "./api.js";
import { preview } from "./bubble.js";
import { meaning } from "./links.js";
import { alertBox, choose, copyText, openMenu, toast } from "./overlays.js";
import { t } from "./words.js";

const PATIENCE = 15; // seconds a pressed button waits for the bot

export class Actions {
  // `page`: the page's own verbs: open(chat), take(message), draft(text), doing(action), chats().
  constructor(session, page) {
    Object.assign(this, { session, page });
  }

  bind(conversation, composer) {
    Object.assign(this, { conversation, composer });
  }

  show(id) {
    this.conversation.show(id);
  }

  write() {
    this.composer.focus();
  }

  gone(id) {
    this.composer.gone(id);
  }

  // The menu of a message; `from` is the node or the point where it opens.
  menu(message, from) {
    if (!message) return;
    const box = from.getBoundingClientRect?.();
    const point = box ? { x: box.left, y: box.bottom + 4 } : from;
    openMenu(preview(message), point, this.items(message));
  }

  items(message) {
    const { session, composer } = this;
    const text = message.text ?? message.caption;
    const writes = session.mode() === "write";
    const item = (label, icon, act, extra) => ({ label: t(label), icon, act, ...extra });
    return [
      writes && item("reply", "reply", () => composer.reply(message)),
      writes && message.mine && message.text && !message.via_bot && !message.forward_origin &&
        item("edit", "edit", () => composer.edit(message)),
      text && item("copy", "copy", () => copyText(text)),
      item("forward", "forward", () => this.forward(message)),
      (message.mine || session.chat.type === "private") &&
        item("remove", "trash", () => this.remove(message), { danger: true }),
    ].filter(Boolean);
  }

  async forward(message) {
    const source = this.session.chat.id;
    const target = await choose(t("forward_to"), this.session.targets(this.page.chats()));
    if (!target) return;
    const body = { chat: source, message: message.message_id, to: target.to };
    const sent = await this.page.doing(() => this.post("forward", body));
    if (sent) toast(t("forwarded_done", { name: target.title }));
  }

  remove(message) {
    return this.page.doing(() => this.post("delete", { chat: this.session.chat.id, message: message.message_id }));
  }

  // Press an inline button; `node` shows that it waits.
  async press(message, row, column, node) {
    node.classList.add("waiting");
    node.setAttribute("aria-busy", "true");
    const body = { chat: this.session.chat.id, message: message.message_id, row, column, timeout: PATIENCE };
    const pressed = await this.page.doing(() => this.post("press", body));
    node.classList.remove("waiting");
    node.removeAttribute("aria-busy");
    if (pressed) this.pressed(pressed);
  }

  pressed({ kind, answer, url, text, query, here }) {
    if (kind === "callback") this.answered(answer);
    else if (kind === "url") this.openAddress(url);
    else if (kind === "copy") copyText(text);
    else if (kind === "inline") this.inline(query, here);
  }

  answered(answer) {
    if (!answer) return toast(t("no_answer"), "warning");
    if (answer.url) this.openAddress(answer.url);
    if (!answer.text) return;
    if (answer.show_alert) alertBox(this.session.name(this.session.chat), answer.text);
    else toast(answer.text);
  }

  inline(query, here) {
    const text = `@${this.session.bot.username} ${query}`;
    if (here) this.page.draft(text);
    else this.draftElsewhere(text);
  }

  // A text for a chat that the person chooses.
  async draftElsewhere(text) {
    const chats = this.page.chats().filter((chat) => chat.type !== "channel" || this.session.administers(chat));
    const options = this.session.targets(chats).filter(({ id }) => this.session.chats.has(id));
    const target = await choose(t("send_to"), options);
    if (!target) return;
    await this.page.open(target.id);
    this.page.draft(text);
  }

  openAddress(address) {
    if (!this.link(address)) window.open(address, "_blank", "noopener,noreferrer");
  }

  // Addresses that lead into the sandbox are followed here; true when this was one.
  link(address) {
    const meant = meaning(address, this.session.bot.username);
    if (!meant) return false;
    if (meant.kind === "share") this.draftElsewhere(meant.text);
    else if (meant.kind === "group") toast(t("only_telegram"));
    else if (meant.kind === "person") this.mention(meant.username);
    else this.openBot(meant.payload);
    return true;
  }

  // The chat with the bot, and with a payload its Start button pressed.
  async openBot(payload) {
    await this.page.open(this.session.me.id);
    if (payload !== null) await this.page.doing(() => this.post("open", { link: payload }));
  }

  command(text) {
    const { chat } = this.session;
    if (this.session.mode() === "write") this.page.doing(() => this.post("say", { chat: chat.id, text }));
  }

  mention(username) {
    const { bot, me } = this.session;
    const same = (name) => name.toLowerCase() === username.toLowerCase();
    if (same(bot.username)) return this.page.open(me.id);
    const person = this.session.people().find((user) => same(user.username));
    const chat = this.page.chats().find((one) => one.type === "dialog" && one.members.includes(person?.id));
    if (chat) return this.page.open(chat.id);
    return toast(person ? `${person.name} · @${person.username}` : t("unknown_person", { name: username }));
  }

  post(path, body) {
    return post(path, { user: this.session.me.id, ...body });
  }
}
