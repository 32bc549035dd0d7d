// Files: chosen, dropped or pasted, looked at once more, then sent.

import { button, el, icon } from "./dom.js";
import { ask } from "./overlays.js";
import { sizeName, t } from "./words.js";

const PICTURES = new Set(["image/jpeg", "image/png", "image/webp"]);

// Ask how to send a file; resolves with the fields of POST /control/file, or null.
export async function attach(file) {
  const wish = await ask(file.name, (done) => form(file, done));
  if (!wish) return null;
  return { name: file.name, mime: file.type || undefined, data: await base64(file), ...wish };
}

function form(file, done) {
  const caption = el("input", { class: "field", type: "text", placeholder: t("caption"), "aria-label": t("caption"), autofocus: true });
  const photo = el("input", { type: "checkbox", checked: PICTURES.has(file.type) });
  const choice = PICTURES.has(file.type) ? el("label", { class: "check" }, photo, t("as_picture")) : null;
  const send = () => done({ caption: caption.value.trim() || undefined, photo: photo.checked });
  caption.addEventListener("keydown", (event) => event.key === "Enter" && send());
  const name = el("span", { class: "two-lines" }, el("b", { text: file.name }), el("small", { text: sizeName(file.size) }));
  return [
    el("div", { class: "file" }, el("span", { class: "file-mark" }, icon("file")), name),
    caption, ...(choice ? [choice] : []),
    el("footer", {}, button({ class: "primary", text: t("send"), on: { click: send } })),
  ];
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

// Take files that are dragged over `area`; `veil` is shown while one hovers.
export function watchDrops(area, veil, take) {
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  const veiled = (on) => {
    veil.textContent = t("drop");
    veil.hidden = !on;
  };
  area.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    veiled(true);
  });
  area.addEventListener("dragleave", (event) => area.contains(event.relatedTarget) || veiled(false));
  area.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    veiled(false);
    const [file] = event.dataTransfer.files;
    if (file) take(file);
  });
}
