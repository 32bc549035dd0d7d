// The foot of a chat: the input with its menu, replies, edits and files, or one big button.

import { post } from "./api.js";
import { askPlace, attach, watchDrops } from "./attach.js";
import { preview, senderName } from "./bubble.js";
import { button, byId, el, icon } from "./dom.js";
import { openMenu } from "./overlays.js";
import { InlineMode, Panel, commandOptions } from "./suggestions.js";
import { t } from "./words.js";

const LONGEST = 4096; // UTF-16 units in one message, Telegram's limit
const TALLEST = 168; // pixels of the input before it scrolls

export class Composer {
  // `doing(action)` runs an async action, shows refusals and the message that came of it.
  constructor(session, { doing, start, unblock, lastOwn }) {
    Object.assign(this, { session, doing, lastOwn, drafts: new Map(), commands: [], file: null });
    this.input = this.makeInput();
    this.panel = new Panel(this.input);
    this.inline = new InlineMode(this.panel, session, { send: (act) => this.sent(act), start });
    this.foot = byId("foot");
    this.start = button({ class: "big", on: { click: () => start("") } });
    this.unblock = button({ class: "big", on: { click: unblock } });
    this.note = el("p", { class: "big-note" });
    this.build();
    watchDrops(byId("conversation"), byId("drop"), (file) => this.send_file(file));
  }

  makeInput() {
    const input = el("textarea", { class: "input", rows: "1", id: "input", role: "combobox",
      "aria-autocomplete": "list", "aria-controls": "panel", "aria-expanded": "false", enterkeyhint: "send" });
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("paste", (event) => this.pasted(event));
    return input;
  }

  build() {
    this.menu = button({ class: "menu-button", on: { click: () => this.toggleMenu() } }, icon("menu"), el("span"));
    this.clip = button({ class: "round", "aria-haspopup": "menu", on: { click: () => this.attachMenu() } }, icon("clip"));
    this.pick = el("input", { type: "file", hidden: true, on: { change: () => this.picked() } });
    this.go = button({ class: "round go", on: { click: () => this.submit() } }, icon("send"));
    this.stripe = el("div", { class: "stripe", hidden: true });
    this.bar = el("div", { class: "bar" }, this.menu, this.clip, this.pick, this.input, this.go);
  }

  // Show the foot that fits how the person stands with the chat. mode: write|start|unblock|readonly
  draw(mode) {
    const kept = this.foot.contains(document.activeElement);
    this.input.placeholder = t("message");
    this.input.setAttribute("aria-label", t("message"));
    this.start.textContent = t("start");
    this.unblock.textContent = t("unblock");
    this.note.textContent = t("readonly");
    this.clip.setAttribute("aria-label", t("attach"));
    this.go.setAttribute("aria-label", t("send"));
    this.menu.lastChild.textContent = t("menu");
    this.menu.setAttribute("aria-label", t("commands"));
    if (mode !== this.mode) {
      const big = { start: this.start, unblock: this.unblock, readonly: this.note }[mode];
      this.foot.replaceChildren(...(big ? [big] : [this.panel.node, this.stripe, this.bar]));
    }
    this.mode = mode;
    this.grow();
    if (kept) this.focus();
  }

  focus() {
    const big = { start: this.start, unblock: this.unblock }[this.mode];
    (big ?? this.input).focus({ preventScroll: true });
  }

  // Another chat: keep what was typed in the old one.
  switchTo(key, commands) {
    if (this.key_of) this.drafts.set(this.key_of, this.input.value);
    this.key_of = key;
    this.cancel();
    this.setCommands(commands);
    this.set(this.drafts.get(key) ?? "");
  }

  setCommands(commands) {
    this.commands = commands;
    this.menu.hidden = commands.length === 0 || this.session.chat.type !== "private";
  }

  set(text) {
    this.input.value = text;
    this.typed();
  }

  typed() {
    const text = this.input.value;
    this.grow();
    this.go.disabled = text.trim() === "";
    const query = this.inline.query(text);
    if (query !== null) return this.inline.ask(query);
    this.inline.stop();
    if (/^\/\w*$/.test(text)) this.suggest(text);
    else this.panel.hide();
  }

  grow() {
    this.input.style.height = "auto";
    const tall = Math.min(this.input.scrollHeight, TALLEST);
    if (tall) this.input.style.height = `${tall}px`; // 0: not on the page yet
  }

  suggest(typed) {
    const send = (command) => this.sent(() => this.say(this.addressed(command)));
    const complete = (command) => this.set(command);
    const options = commandOptions(this.commands, typed, { send, complete });
    this.panel.show(t("commands"), options);
  }

  // In groups a command names its bot, as Telegram's apps write it.
  addressed(command) {
    const { chat, bot } = this.session;
    return chat.type === "private" ? command : `${command}@${bot.username}`;
  }

  toggleMenu() {
    if (this.panel.open) this.panel.hide();
    else this.suggest("/");
    this.input.focus();
  }

  key(event) {
    if (event.isComposing || this.panel.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && (this.replyTo || this.edited)) {
      event.stopPropagation();
      this.cancel();
    } else if (event.key === "ArrowUp" && this.input.value === "") {
      const own = this.lastOwn();
      if (own) this.edit(own, event.preventDefault());
    }
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const { edited } = this;
    if (edited) return this.sent(() => this.act("edit", { message: edited.message_id, text }));
    for (const part of pieces(text)) await this.sent(() => this.say(part));
  }

  say(text) {
    return this.act("say", { text, ...this.around() });
  }

  // The message that is answered and, in a forum, the topic that is open.
  around() {
    return { reply_to: this.replyTo?.message_id, topic: this.session.openTopic()?.id };
  }

  attachMenu() {
    const box = this.clip.getBoundingClientRect();
    openMenu(t("attach"), { x: box.left, y: box.top - 100 }, [
      { label: t("attach_file"), icon: "file", act: () => this.pick.click() },
      { label: t("place"), icon: "pin", act: () => this.sendPlace() },
    ]);
  }

  async sendPlace() {
    const place = await askPlace();
    if (place) await this.sent(() => this.act("location", { ...place, ...this.around() }));
  }

  act(path, body) {
    const { me, chat } = this.session;
    return post(path, { user: me.id, chat: chat.id, ...body });
  }

  // Run a sending action; only when it worked the input is emptied.
  async sent(action) {
    this.inline.stop();
    this.panel.hide();
    if (!(await this.doing(action))) return;
    this.cancel();
    this.set("");
    this.focus();
  }

  reply(message) {
    this.cancel();
    this.replyTo = message;
    this.stripeOf("reply", t("replying", { name: senderName(message) }), preview(message));
  }

  edit(message) {
    this.cancel();
    this.edited = message;
    this.set(message.text);
    this.stripeOf("edit", t("editing"), preview(message));
  }

  stripeOf(mark, head, tail) {
    const words = el("span", { class: "two-lines" }, el("b", { text: head }), el("small", { text: tail }));
    const shut = button({ class: "round", "aria-label": t("cancel"), on: { click: () => this.cancel() } }, icon("close"));
    this.stripe.replaceChildren(icon(mark), words, shut);
    this.stripe.hidden = false;
    this.focus();
  }

  // No longer a reply or an edit; what an edit had put into the input goes with it.
  cancel() {
    if (this.edited) this.set("");
    this.replyTo = this.edited = null;
    this.stripe.hidden = true;
  }

  gone(id) {
    if (id === this.replyTo?.message_id || id === this.edited?.message_id) this.cancel();
  }

  picked() {
    const [file] = this.pick.files;
    this.pick.value = "";
    if (file) this.send_file(file);
  }

  pasted(event) {
    const [file] = event.clipboardData?.files ?? [];
    if (!file) return;
    event.preventDefault();
    this.send_file(file);
  }

  async send_file(file) {
    if (this.mode !== "write") return;
    const content = await attach(file);
    if (content) await this.sent(() => this.act("file", { ...content, ...this.around() }));
  }
}

// A text as Telegram's apps split it: at line ends where there are any.
function pieces(text) {
  const parts = [];
  let rest = text;
  while (rest.length > LONGEST) {
    const line = rest.lastIndexOf("\n", LONGEST);
    const at = line > 0 ? line : wholeCharacter(rest, LONGEST);
    parts.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return [...parts, rest].filter(Boolean);
}

function wholeCharacter(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
