// What stands around the conversation: the strip on top, the chat's head, an empty chat's intro.

import { avatar, button, byId, el, icon } from "./dom.js";
import { alertBox, openMenu } from "./overlays.js";
import { topicBar, topicItems } from "./topics.js";
import { languageName, t } from "./words.js";
import { get } from "./api.js";

const ENGLISH_READER = { name: "Alice", language: "en", username: "alice" };

// The strip: that this is a sandbox, and who the person is.
export function drawStrip(session, { online, become, invite }) {
  const note = byId("note");
  note.textContent = t(online ? "note" : "lost");
  note.className = `strip-note ${online ? "" : "lost"}`;
  const me = byId("me");
  me.replaceChildren(avatar(session.me.name, session.me.id), el("span", { text: t("you", { name: session.me.name }) }), icon("down"));
  me.onclick = () => {
    const box = me.getBoundingClientRect();
    openMenu(t("choose_person"), { x: box.left, y: box.bottom + 4 }, people(session, become, invite));
  };
}

function people(session, become, invite) {
  const items = session.people().map((user) => ({
    label: user.name, hint: languageName(user.language), mark: avatar(user.name, user.id),
    checked: user.id === session.me.id, act: () => become(user.id),
  }));
  if (!session.people().some((user) => user.language === "en")) {
    const label = t("new_person", { name: ENGLISH_READER.name });
    items.push({ label, hint: "English", icon: "plus", act: () => invite(ENGLISH_READER) });
  }
  return items;
}

// The head of the open chat; `action` is what the bot is doing just now, if anything.
export function drawHead(session, action, acts) {
  const { chat } = session;
  const head = byId("head");
  const focused = head.contains(document.activeElement) ? document.activeElement.className : null;
  const title = session.name(chat);
  const doing = action && t(action === "upload_photo" ? "sending_photo" : "typing");
  const back = button({ class: "round back", "aria-label": t("back"), on: { click: acts.back } }, icon("back"));
  const words = el("div", { class: "two-lines" }, el("h1", { text: title }),
    el("small", { class: doing ? "doing" : "", text: doing || session.hint(chat) }));
  const items = chatItems(session, acts);
  const more = button({ class: "round options", "aria-label": t("more"), "aria-haspopup": "menu" }, icon("more"));
  more.hidden = items.length === 0;
  more.addEventListener("click", () => {
    const box = more.getBoundingClientRect();
    openMenu(title, { x: box.right - 240, y: box.bottom + 4 }, items);
  });
  const bar = topicBar(chat, session.openTopic()?.id, acts.openTopic);
  byId("topics").replaceChildren(...(bar ? [bar] : []));
  head.replaceChildren(back, avatar(title, session.tint(chat), session.kind(chat)), words, more);
  if (focused) head.getElementsByClassName(focused)[0]?.focus();
  byId("log").setAttribute("aria-label", title);
  byId("down").setAttribute("aria-label", t("newest"));
  if (!byId("down").firstChild) byId("down").append(icon("down"));
}

function chatItems(session, acts) {
  const { chat, me } = session;
  if (chat.type === "dialog") return [];
  if (chat.type === "private") {
    return [
      { label: t("about_bot"), icon: "info", act: () => about(session) },
      me.blocked
        ? { label: t("unblock_bot"), icon: "check", act: () => acts.block(false) }
        : { label: t("block_bot"), icon: "block", danger: true, act: () => acts.block(true) },
    ];
  }
  return [...topicItems(session, acts.topics), ...(session.administers(chat) ? placeItems(chat, acts) : [])];
}

function placeItems(chat, { place }) {
  if (["left", "kicked"].includes(chat.bot)) {
    return [{ label: t("add_bot"), icon: "plus", act: () => place("member") }];
  }
  const promoted = chat.bot === "administrator";
  const muted = chat.bot_lacks.some((right) => ["can_send_messages", "can_post_messages"].includes(right));
  const mute = chat.type === "channel" ? ["administrator", ["can_post_messages"]] : ["restricted", ["can_send_messages"]];
  return [
    muted
      ? { label: t("unmute_bot"), icon: "check", act: () => place(chat.type === "channel" ? "administrator" : "member") }
      : { label: t("mute_bot"), icon: "block", act: () => place(...mute) },
    promoted
      ? { label: t("demote_bot"), icon: "down", act: () => place("member") }
      : { label: t("promote_bot"), icon: "check", act: () => place("administrator") },
    { label: t("remove_bot"), icon: "trash", danger: true, act: () => place("left") },
  ];
}

async function about(session) {
  const profile = await get("profile", { user: session.me.id });
  const name = profile.name || session.name(session.chat);
  alertBox(name, [`@${session.bot.username}`, profile.short_description, profile.description].filter(Boolean).join("\n\n"));
}

// What an empty chat shows: with the bot, its description.
export function intro(session, profile) {
  const withBot = session.chat.type === "private";
  if (!withBot) return el("div", { class: "intro" }, el("p", { text: t("empty") }));
  const name = profile.name || session.name(session.chat);
  return el(
    "div", { class: "intro card" }, avatar(name, 3, "bot"), el("h2", { text: name }),
    profile.description ? el("p", { class: "intro-head", text: t("what") }) : null,
    el("p", { text: profile.description || t("empty") }),
  );
}
