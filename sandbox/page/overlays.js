// What lies over the page: menus, dialogs, toasts.

import { avatar, button, byId, el, icon, rove } from "./dom.js";
import { t } from "./words.js";

const TOAST = 3500; // milliseconds

export function toast(text, kind = "") {
  const note = el("p", { class: `toast ${kind}`, text });
  byId("toasts").append(note);
  setTimeout(() => note.remove(), Math.max(TOAST, text.length * 60));
}

let closeMenu = () => {};

// A menu at a point {x, y}; items: {label, icon, act, danger?, checked?}. Focus returns on close.
export function openMenu(label, point, items) {
  closeMenu();
  const opener = document.activeElement;
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label });
  const close = (restore) => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    closeMenu = () => {};
    if (restore) opener?.focus();
  };
  const outside = (event) => menu.contains(event.target) || close(false);
  const act = (item) => {
    close(true);
    item.act();
  };
  menu.append(...items.map((item) => menuItem(item, act)));
  menu.addEventListener("keydown", (event) => menuKey(event, menu, close));
  document.body.append(menu);
  place(menu, point);
  document.addEventListener("pointerdown", outside, true);
  closeMenu = () => close(false);
  menu.firstElementChild?.focus();
}

function menuItem(item, act) {
  const role = item.checked === undefined ? "menuitem" : "menuitemradio";
  const checked = item.checked === undefined ? null : String(item.checked);
  return button(
    { class: `menu-item ${item.danger ? "danger" : ""}`, role, tabindex: "-1", "aria-checked": checked,
      on: { click: () => act(item), pointermove: (event) => event.currentTarget.focus() } },
    item.mark ?? icon(item.icon), el("span", { class: "menu-label", text: item.label }),
    item.hint ? el("span", { class: "hint", text: item.hint }) : null,
    item.checked ? icon("check") : null,
  );
}

function menuKey(event, menu, close) {
  if (rove(event, [...menu.children])) return;
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close(true);
  }
}

function place(menu, { x, y }) {
  const box = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(x, window.innerWidth - box.width - 8));
  const top = Math.max(8, Math.min(y, window.innerHeight - box.height - 8));
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

// A modal dialog; resolves with what its content passed to `done`, null when it was dismissed.
export function ask(title, fill) {
  return new Promise((resolve) => {
    const opener = document.activeElement;
    let answer = null;
    const done = (value) => {
      answer = value;
      box.close();
    };
    const heading = el("h2", { class: "dialog-title", text: title });
    const shut = button({ class: "round", "aria-label": t("close"), on: { click: () => done(null) } }, icon("close"));
    const box = el("dialog", { class: "dialog", "aria-label": title }, el("header", {}, heading, shut));
    box.append(...fill(done));
    box.addEventListener("click", (event) => event.target === box && done(null));
    box.addEventListener("close", () => {
      box.remove();
      if (opener?.isConnected) opener.focus();
      resolve(answer);
    });
    document.body.append(box);
    box.showModal();
    (box.querySelector("[autofocus]") ?? box.querySelector(".choice, .primary"))?.focus();
  });
}

// An alert with one button, as a bot's answer with show_alert is shown.
export function alertBox(title, text) {
  return ask(title, (done) => [
    el("p", { class: "dialog-text", text }),
    el("footer", {}, button({ class: "primary", text: t("ok"), on: { click: () => done(true) } })),
  ]);
}

// Asks for one line of text; resolves with it, null when it was dismissed or left empty.
export function askText(title, label) {
  return ask(title, (done) => {
    const field = el("input", { class: "field", type: "text", placeholder: label, "aria-label": label, autofocus: true });
    const take = () => done(field.value.trim() || null);
    field.addEventListener("keydown", (event) => event.key === "Enter" && take());
    return [field, el("footer", {}, button({ class: "primary", text: t("ok"), on: { click: take } }))];
  });
}

// Lets the person choose one of `options` ({title, tint, kind, hint}); resolves with it or null.
export function choose(title, options) {
  return ask(title, (done) => {
    const rows = options.map((option) => choice(option, done));
    const search = el("input", { class: "field", type: "search", placeholder: t("search"), "aria-label": t("search") });
    search.addEventListener("input", () => {
      const wanted = search.value.trim().toLowerCase();
      rows.forEach((row, at) => (row.hidden = !options[at].title.toLowerCase().includes(wanted)));
    });
    const list = el("div", { class: "choices" }, rows);
    const visible = () => rows.filter((row) => !row.hidden);
    list.addEventListener("keydown", (event) => rove(event, visible()));
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") visible()[0]?.click();
      else if (event.key === "ArrowDown") visible()[0]?.focus();
    });
    return options.length > 7 ? [search, list] : [list];
  });
}

function choice(option, done) {
  return button(
    { class: "choice", on: { click: () => done(option) } },
    avatar(option.title, option.tint, option.kind),
    el("span", { class: "two-lines" }, el("b", { text: option.title }), el("small", { text: option.hint })),
  );
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    toast(t("not_copied"), "warning");
    return;
  }
  toast(t("copied"));
}
