// The messages of the open chat: one node each, in order, edited in place, the newest in view.

import { bubble, preview } from "./bubble.js";
import { byId, el, rove } from "./dom.js";
import { dayKey, dayName, t } from "./words.js";

const TOGETHER = 600; // seconds within which messages of one sender stand as one group
const NEAR = 80; // pixels from the end that still count as "at the end"

export class Conversation {
  // `act`: what the nodes call back, see actions.js.
  constructor(act) {
    this.act = act;
    this.messages = new Map();
    this.log = byId("log");
    this.scroller = byId("scroller");
    this.atEnd = true;
    this.missed = 0;
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.log.addEventListener("keydown", (event) => this.key(event));
    this.log.addEventListener("contextmenu", (event) => this.menu(event));
    byId("down").addEventListener("click", () => this.toEnd());
    const settle = new ResizeObserver(() => this.atEnd && this.toEnd());
    settle.observe(this.log);
    settle.observe(this.scroller);
  }

  // Show a chat; `intro` is the node of an empty one.
  open(messages, { group, intro }) {
    this.group = group;
    this.messages = new Map();
    this.newest = null;
    this.log.setAttribute("aria-busy", "true");
    this.log.replaceChildren(intro);
    this.intro = intro;
    this.missed = 0;
    const nodes = document.createDocumentFragment();
    for (const message of messages) this.append(nodes, message, this.newest);
    this.log.append(nodes);
    this.showIntro();
    this.toEnd();
    this.log.removeAttribute("aria-busy");
  }

  // Another intro for the same chat.
  introduce(intro) {
    this.intro.replaceWith(intro);
    this.intro = intro;
    this.showIntro();
  }

  // Add a message, or put its edited form in the place of the old one.
  upsert(message) {
    const known = this.messages.get(message.message_id);
    if (known) return this.replace(known, message);
    const stay = this.atEnd || message.mine;
    this.append(this.log, message, this.newest);
    this.showIntro();
    if (stay) this.settle();
    else this.count(this.missed + 1);
  }

  remove(id) {
    this.node(id)?.remove();
    this.messages.delete(id);
    this.newest = [...this.messages.values()].at(-1) ?? null;
    this.showIntro();
    this.act.gone(id);
  }

  // The clock was moved: what was today may be yesterday.
  renameDays() {
    for (const day of this.log.querySelectorAll(".day")) day.textContent = dayName(Number(day.dataset.date));
  }

  lastOwn() {
    return [...this.messages.values()].reverse().find((message) => message.mine && message.text);
  }

  // Bring a message into view and mark it for a moment.
  show(id) {
    const node = this.node(id);
    if (!node) return;
    this.atEnd = false;
    node.scrollIntoView({ block: "center" });
    node.classList.remove("shown");
    requestAnimationFrame(() => node.classList.add("shown"));
    node.focus({ preventScroll: true });
  }

  append(parent, message, before) {
    const newDay = !before || dayKey(before.date) !== dayKey(message.date);
    if (newDay) parent.append(el("div", { class: "day", "data-date": message.date, text: dayName(message.date) }));
    const node = this.make(message);
    node.classList.toggle("follow", !newDay && together(before, message));
    parent.append(node);
    this.messages.set(message.message_id, message);
    this.newest = message;
  }

  make(message) {
    const node = bubble(message, { group: this.group, act: this.act });
    node.setAttribute("aria-label", `${message.mine ? t("you", { name: "" }) : ""} ${preview(message)}`.trim());
    return node;
  }

  replace(known, message) {
    if (message.seq <= known.seq) return;
    this.messages.set(message.message_id, message);
    const old = this.node(message.message_id);
    const node = this.make(message);
    node.classList.toggle("follow", old.classList.contains("follow"));
    if (old === this.entry) this.enter(node);
    else node.tabIndex = old.tabIndex;
    const held = old.contains(document.activeElement) ? document.activeElement.dataset.key ?? "" : null;
    old.replaceWith(node);
    if (held !== null) (node.querySelector(`[data-key="${held}"]`) ?? node).focus({ preventScroll: true });
  }

  node(id) {
    return this.log.querySelector(`[data-id="${Number(id)}"]`);
  }

  showIntro() {
    this.intro.hidden = this.messages.size > 0;
    this.log.classList.toggle("empty", this.messages.size === 0);
    this.enter(this.log.querySelector("article.message:last-of-type"));
  }

  // The newest message is where Tab enters the conversation; it is always laid out.
  enter(node) {
    this.entry?.setAttribute("tabindex", "-1");
    this.entry?.classList.remove("newest");
    this.entry = node;
    node?.setAttribute("tabindex", "0");
    node?.classList.add("newest");
  }

  // To the end with the next frame: many messages at once are laid out once.
  settle() {
    this.atEnd = true;
    this.settling ??= requestAnimationFrame(() => {
      this.settling = null;
      this.toEnd();
      if (!this.newest.mine) this.toBeginning(this.node(this.newest.message_id));
    });
  }

  // A message taller than the window is read from its beginning.
  toBeginning(node) {
    if (node.offsetHeight <= this.scroller.clientHeight) return;
    this.atEnd = false;
    node.scrollIntoView({ block: "start" });
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.atEnd = true;
    this.count(0);
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    this.count(this.atEnd ? 0 : this.missed);
  }

  count(missed) {
    this.missed = missed;
    const down = byId("down");
    down.hidden = this.atEnd;
    down.dataset.count = missed || "";
  }

  // Arrow keys walk from message to message; Enter opens the menu of one.
  key(event) {
    const node = event.target;
    if (!node.matches?.("article.message")) return;
    if (event.key === "Enter" || event.key === "ContextMenu") {
      event.preventDefault();
      this.act.menu(this.messages.get(Number(node.dataset.id)), node.querySelector(".bubble"));
      return;
    }
    const nodes = [...this.log.querySelectorAll("article.message")];
    if (event.key === "ArrowDown" && node === nodes.at(-1)) this.act.write();
    else rove(event, nodes);
  }

  menu(event) {
    const node = event.target.closest?.("article.message");
    if (!node || event.target.closest("a, .key")) return;
    event.preventDefault();
    const point = { x: event.clientX, y: event.clientY };
    this.act.menu(this.messages.get(Number(node.dataset.id)), point);
  }
}

function together(before, message) {
  const sender = (given) => given.sender_chat?.id ?? given.from?.id;
  return sender(before) === sender(message) && message.date - before.date < TOGETHER;
}
