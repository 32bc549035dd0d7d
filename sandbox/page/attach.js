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

// Places that can be sent with one press: [name, latitude, longitude].
const CITIES = [
  ["Алматы", 43.2389, 76.8897], ["Астана", 51.1801, 71.446], ["Ақтөбе", 50.2839, 57.167],
  ["Москва", 55.7558, 37.6173], ["Владивосток", 43.1198, 131.8869], ["London", 51.5074, -0.1278],
];

// Ask for a place on the map; resolves with {latitude, longitude}, or null.
export function askPlace() {
  return ask(t("place"), (done) => {
    const cities = CITIES.map(([name, latitude, longitude]) =>
      button({ class: "city", text: name, on: { click: () => done({ latitude, longitude }) } }));
    const [latitude, longitude] = [degrees(t("latitude"), 90), degrees(t("longitude"), 180)];
    const send = () => {
      if (![latitude, longitude].every((field) => field.value && field.reportValidity())) return;
      done({ latitude: latitude.valueAsNumber, longitude: longitude.valueAsNumber });
    };
    return [el("div", { class: "cities" }, cities), latitude, longitude,
      el("footer", {}, button({ class: "primary", text: t("send"), on: { click: send } }))];
  });
}

const degrees = (label, most) =>
  el("input", { class: "field", type: "number", step: "any", min: -most, max: most, placeholder: label, "aria-label": label });

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
