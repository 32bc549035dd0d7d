// The topics of a forum: chips above the input, of which one is open; its messages alone are shown.

import { button, el, icon, rove } from "./dom.js";
import { askText } from "./overlays.js";
import { t } from "./words.js";

export const GENERAL = 1; // its messages carry no thread

// The topic that a message stands in.
export const topicOf = (message) => message.message_thread_id ?? GENERAL;

// The row of chips; null where there are no topics. `open(id)` is called when one is chosen.
export function topicBar(chat, current, open) {
  if (!chat.topics?.length) return null;
  const chips = chat.topics.map((topic) => chip(topic, topic.id === current, () => open(topic.id)));
  const bar = el("div", { class: "topics", role: "tablist", "aria-label": t("topics") }, chips);
  bar.addEventListener("keydown", (event) => rove(event, chips, { next: "ArrowRight", before: "ArrowLeft" }));
  return bar;
}

function chip(topic, open, act) {
  const name = topic.id === GENERAL ? t("general") : topic.name;
  return button(
    { class: "topic", role: "tab", "aria-selected": String(open), tabindex: open ? "0" : "-1", on: { click: act } },
    topic.closed ? icon("block") : null, name,
  );
}

// What can be done with topics, for the menu of the chat. acts: {turnOn, begin(name), change(doing)}.
export function topicItems(session, acts) {
  const { chat } = session;
  const admin = session.administers(chat);
  if (chat.type !== "supergroup") return [];
  if (!chat.topics.length) return admin ? [{ label: t("turn_on_topics"), icon: "menu", act: acts.turnOn }] : [];
  const open = session.openTopic();
  const items = [{ label: t("new_topic"), icon: "plus", act: () => name(acts.begin) }];
  if (!admin) return items;
  items.push(
    open.closed
      ? { label: t("reopen_topic"), icon: "check", act: () => acts.change("reopen") }
      : { label: t("close_topic"), icon: "block", act: () => acts.change("close") },
  );
  if (open.id !== GENERAL) {
    items.push({ label: t("delete_topic"), icon: "trash", danger: true, act: () => acts.change("delete") });
  }
  return items;
}

async function name(begin) {
  const given = await askText(t("new_topic"), t("topic_name"));
  if (given) begin(given);
}
