// The inline keyboard under a message.

import { button, el, icon } from "./dom.js";
import { safeAddress } from "./links.js";

const MARKS = [
  ["url", "out"], ["copy_text", "copy"], ["switch_inline_query", "forward"],
  ["switch_inline_query_chosen_chat", "forward"],
];

export function keyboard(message, act) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const node = el("div", { class: "keyboard" });
  rows.forEach((row, at) => node.append(keyRow(row, at, message, act)));
  return node;
}

function keyRow(row, at, message, act) {
  const keys = row.map((given, column) => key(given, (node) => act.press(message, at, column, node)));
  keys.forEach((node, column) => (node.dataset.key = `${at}:${column}`));
  return el("div", { class: "keys" }, keys);
}

function key(given, press) {
  const mark = MARKS.find(([name]) => name in given)?.[1];
  const look = `key ${given.style ? `style-${given.style}` : ""}`;
  const content = [el("span", { class: "key-label", text: given.text }), mark ? icon(mark) : null];
  const title = given.url ? safeAddress(given.url) : null;
  const node = button({ class: look, title }, ...content);
  node.addEventListener("click", () => node.classList.contains("waiting") || press(node));
  return node;
}
