// One message as a DOM node.

import { fileAddress } from "./api.js";
import { button, el, icon } from "./dom.js";
import { textNodes } from "./entities.js";
import { keyboard } from "./keyboard.js";
import { clock, sizeName, t } from "./words.js";

const PREVIEW = 160; // characters of a message in a stub or a list
const WIDEST = 420; // pixels

// The node of a message. `context`: {me, group, act} with act as in conversation.js.
export function bubble(message, context) {
  const service = serviceText(message);
  if (service) return el("div", { class: "service", "data-id": message.message_id, text: service });
  const parts = [header(message, context), stub(message, context), media(message), words(message, context)];
  const box = el("div", { class: `bubble ${picture(message) ? "with-picture" : ""}` }, parts.flat());
  const more = button({ class: "more", tabindex: "-1", "aria-label": t("more") }, icon("more"));
  more.addEventListener("click", () => context.act.menu(message, more));
  const keys = keyboard(message, context.act);
  const side = message.mine ? "mine" : "theirs";
  return el(
    "article",
    { class: `message ${side} ${keys ? "with-keys" : ""}`, "data-id": message.message_id, tabindex: "-1" },
    el("div", { class: "row" }, box, more), keys,
  );
}

export function personName(user) {
  return user ? [user.first_name, user.last_name].filter(Boolean).join(" ") || user.title || "" : "";
}

export const senderName = (message) =>
  personName(message.sender_chat) || personName(message.from);

// A message in one line, for stubs and lists.
export function preview(message) {
  if (!message) return "";
  const kind = kindName(message);
  const text = message.text ?? message.caption ?? "";
  const line = [kind, text.replace(/\s+/g, " ")].filter(Boolean).join(" · ");
  return (line || serviceText(message) || t("service")).slice(0, PREVIEW);
}

function kindName(message) {
  if (message.photo) return t("picture");
  if (message.location) return t("place");
  return message.document ? message.document.file_name || t("document") : "";
}

function serviceText(message) {
  const joined = message.new_chat_members?.map(personName).join(", ");
  if (joined) return t("joined", { name: joined });
  if (message.left_chat_member) return t("left", { name: personName(message.left_chat_member) });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("moved");
  if (message.forum_topic_created) return t("topic_begun", { name: message.forum_topic_created.name });
  if (message.forum_topic_closed) return t("topic_closed");
  if (message.forum_topic_reopened) return t("topic_reopened");
  if (message.pinned_message) return t("pinned");
  return message.new_chat_title ?? null;
}

function header(message, { group }) {
  const lines = [];
  if (group && !message.mine) {
    const tint = Math.abs(message.from?.id ?? 0) % 7;
    lines.push(el("div", { class: `sender name-${tint}`, text: senderName(message) }));
  }
  if (message.forward_origin) lines.push(origin(message.forward_origin));
  if (message.via_bot) {
    lines.push(el("div", { class: "via", text: t("via", { name: `@${message.via_bot.username}` }) }));
  }
  return lines;
}

function origin(given) {
  const from = given.sender_user ?? given.sender_chat ?? given.chat;
  const name = from ? personName(from) : given.sender_user_name ?? "";
  return el("div", { class: "origin" }, icon("forward"), t("forwarded", { name }));
}

function stub(message, { act }) {
  const replied = message.reply_to_message;
  if (!replied || replied.forum_topic_created) return null; // the latter: it only stands in that topic
  return button(
    { class: "stub", on: { click: () => act.show(replied.message_id) } },
    el("b", { text: senderName(replied) }), el("span", { text: preview(replied) }),
  );
}

const picture = (message) => message.photo?.at(-1);

function media(message) {
  const shown = picture(message);
  if (shown) return photo(shown, message);
  if (message.location) return spot(message.location);
  return message.document ? file(message.document) : null;
}

function photo(size, message) {
  const scale = Math.min(1, WIDEST / (size.width || WIDEST));
  const address = fileAddress(size.file_id);
  const image = el("img", {
    src: address, alt: message.caption ? "" : t("picture"), loading: "lazy", decoding: "async",
    width: Math.round(size.width * scale) || null, height: Math.round(size.height * scale) || null,
  });
  return el("a", { class: "picture", href: address, target: "_blank", rel: "noopener", "aria-label": t("picture") }, image);
}

// `download`: a file from a stranger is kept, never opened as a page of the sandbox's own origin.
function file(given) {
  const name = given.file_name || t("document");
  return el(
    "a",
    { class: "file", href: fileAddress(given.file_id), download: name },
    el("span", { class: "file-mark" }, icon("file")),
    el("span", { class: "two-lines" }, el("b", { text: name }), el("small", { text: sizeName(given.file_size ?? 0) })),
  );
}

function spot({ latitude, longitude }) {
  const numbers = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return el("div", { class: "file" }, el("span", { class: "file-mark" }, icon("pin")),
    el("span", { class: "two-lines" }, el("b", { text: t("place") }), el("small", { text: numbers })));
}

function words(message, { act }) {
  const text = message.text ?? message.caption ?? "";
  const nodes = textNodes(text, message.entities ?? message.caption_entities, act);
  return el("div", { class: "text", dir: "auto" }, nodes, meta(message));
}

function meta(message) {
  const time = clock(message.date);
  const edited = message.edit_date ? el("span", { class: "edited", text: t("edited") }) : null;
  return el("span", { class: "meta" }, edited, el("time", { text: time }));
}
