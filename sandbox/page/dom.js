// Building DOM nodes. Nothing here or elsewhere on the page parses HTML: text stays text.

const SVG = "http://www.w3.org/2000/svg";

// Paths on a 24 x 24 grid, drawn as strokes.
const ICONS = {
  back: "M15 5l-7 7 7 7",
  block: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M5.6 5.6l12.8 12.8",
  bot: "M6 9h12v9H6zM12 9V5M9.5 13v1M14.5 13v1",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clip: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h10v10H9zM5 15V5h10",
  down: "M6 9l6 6 6-6",
  edit: "M4 20l1-4L16 5l3 3L8 19z",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  forward: "M13 6l7 6-7 6v-4c-5 0-8 1-9 4 0-5 3-8 9-8z",
  info: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 11v6M12 7.5v.5",
  menu: "M5 7h14M5 12h14M5 17h14",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  out: "M8 16L17 7M10 7h7v7",
  pin: "M12 21c5-6 7-8.5 7-12a7 7 0 0 0-14 0c0 3.500 2 6 7 12M12 7a2 2 0 1 0 0 4a2 2 0 0 0 0-4",
  plus: "M12 5v14M5 12h14",
  quote: "M5 7h14M5 12h9M5 17h6",
  reply: "M11 6l-7 6 7 6v-4c5 0 8 1 9 4 0-5-3-8-9-8z",
  send: "M4 12l16-8-5 16-4-6z",
  trash: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
};

// An element; `props` are attributes, except `class`, `text` and `on` (a map of listeners).
// Attributes that are null, undefined or false are left out; true stands for an empty one.
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

function set(node, name, value) {
  if (name === "class") node.className = value;
  else if (name === "text") node.textContent = value;
  else if (name === "on") listen(node, value);
  else if (value === true) node.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
}

function listen(node, listeners) {
  for (const [kind, listener] of Object.entries(listeners)) node.addEventListener(kind, listener);
}

export function button(props, ...children) {
  return el("button", { type: "button", ...props }, ...children);
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// A round mark with the first letters of a name, in a colour that stays with the id.
export function avatar(name, id, kind = "") {
  const letters = name.split(/\s+/, 2).map((word) => [...word][0] ?? "").join("").toUpperCase();
  const colour = Math.abs(Number(id) || 0) % 7;
  const mark = el("span", { class: `avatar tint-${colour} ${kind}`, "aria-hidden": "true" });
  mark.append(kind === "bot" ? icon("quote") : letters);
  return mark;
}

export const byId = (id) => document.getElementById(id);

// Moves focus among `items` with the arrow keys, Home and End; true when the key was one of these.
export function rove(event, items, { next = "ArrowDown", before = "ArrowUp" } = {}) {
  const at = items.indexOf(document.activeElement);
  const to = { [next]: at + 1, [before]: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined || items.length === 0) return false;
  event.preventDefault();
  items[(to + items.length) % items.length].focus();
  return true;
}
