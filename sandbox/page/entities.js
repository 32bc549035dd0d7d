// Text with Telegram's entities as DOM nodes. Offsets are UTF-16 units, as in JavaScript's strings.

import { button, el, icon } from "./dom.js";
import { safeAddress } from "./links.js";
import { t } from "./words.js";

const PLAIN_TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const OUTSIDE_FIRST = ["blockquote", "expandable_blockquote", "pre", "text_link", "text_mention"];

// The nodes of a text. `act` says what a press does: {link(address), command(text), mention(name)}.
export function textNodes(text, entities, act) {
  const tree = nested(text, entities ?? []);
  return fill(text, 0, text.length, tree, act);
}

// Entities as a tree; one that pokes out of its parent is cut at the parent's end.
function nested(text, entities) {
  const root = { start: 0, end: text.length, children: [] };
  const path = [root];
  for (const entity of sorted(entities)) {
    const start = entity.offset;
    while (path.length > 1 && path.at(-1).end <= start) path.pop();
    const end = Math.min(start + entity.length, path.at(-1).end);
    if (!(start >= 0 && end > start)) continue;
    const node = { entity, start, end, children: [] };
    path.at(-1).children.push(node);
    path.push(node);
  }
  return root.children;
}

function sorted(entities) {
  const rank = (entity) => (OUTSIDE_FIRST.indexOf(entity.type) + 10) % 10;
  const order = (a, b) => a.offset - b.offset || b.length - a.length || rank(a) - rank(b);
  return entities.filter((e) => Number.isInteger(e.offset) && Number.isInteger(e.length)).sort(order);
}

function fill(text, start, end, children, act) {
  const nodes = [];
  let at = start;
  for (const child of children) {
    const block = BLOCKS.has(child.entity.type);
    nodes.push(text.slice(at, child.start - (block && text[child.start - 1] === "\n" && child.start > at)));
    nodes.push(node(text, child, act));
    at = child.end + (block && text[child.end] === "\n" && child.end < end); // a block breaks lines itself
  }
  nodes.push(text.slice(at, end));
  return nodes.filter((part) => part !== "");
}

function node(text, { entity, start, end, children }, act) {
  const inner = fill(text, start, end, children, act);
  const words = text.slice(start, end);
  const make = own(MAKERS, entity.type);
  return make ? make(inner, words, entity, act) : el(own(PLAIN_TAGS, entity.type) ?? "span", {}, inner);
}

// What a table says itself: a type may be called anything, "constructor" too.
const own = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);

const MAKERS = {
  pre: (inner, _, entity) =>
    el("pre", { "data-language": entity.language || null }, el("code", {}, inner)),
  blockquote: (inner) => el("blockquote", {}, inner),
  expandable_blockquote: expandable,
  spoiler,
  url: (inner, words, _, act) => link(inner, words, act),
  text_link: (inner, _, entity, act) => link(inner, entity.url, act),
  email: (inner) => el("span", { class: "tag" }, inner),
  phone_number: (inner) => el("span", { class: "tag" }, inner),
  hashtag: (inner) => el("span", { class: "tag" }, inner),
  cashtag: (inner) => el("span", { class: "tag" }, inner),
  mention: (inner, words, _, act) => pressable(inner, () => act.mention(words.slice(1))),
  text_mention: (inner, _, entity, act) =>
    pressable(inner, () => act.mention(entity.user?.username ?? "")),
  bot_command: (inner, words, _, act) => pressable(inner, () => act.command(words)),
};

// A link, where the address is one that may be opened; else the words as they stand.
function link(inner, raw, act) {
  const address = safeAddress(raw);
  if (!address) return el("span", {}, inner);
  const open = (event) => {
    if (act.link(address)) event.preventDefault();
  };
  const rel = "noopener noreferrer";
  return el("a", { href: address, target: "_blank", rel, title: address, on: { click: open } }, inner);
}

function pressable(inner, press) {
  return button({ class: "inline", on: { click: press } }, inner);
}

// Not a <button>: its words must be able to break across lines.
function spoiler(inner) {
  const hidden = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler") }, inner);
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (!hidden.classList.contains("spoiler")) return;
    event.preventDefault();
    event.stopPropagation();
    hidden.className = "revealed";
    for (const name of ["role", "tabindex", "aria-label"]) hidden.removeAttribute(name);
  };
  hidden.addEventListener("click", reveal, true);
  hidden.addEventListener("keydown", reveal);
  return hidden;
}

// Whether a collapsed quote hides anything is known only once it is laid out.
const fits = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const quote = target.parentElement;
    if (!quote || quote.classList.contains("open")) continue;
    quote.classList.toggle("long", target.scrollHeight > target.clientHeight + 1);
  }
});

function expandable(inner) {
  const words = el("div", { class: "quoted" }, inner);
  const toggle = button({ class: "unfold", "aria-expanded": "false", "aria-label": t("unfold") }, icon("down"));
  const quote = el("blockquote", { class: "expandable" }, words, toggle);
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", t(open ? "fold" : "unfold"));
  });
  fits.observe(words);
  return quote;
}
