// The clock in the strip: what time it is in the sandbox, and a menu that moves it ahead.

import { get, post } from "./api.js";
import { byId, el, icon } from "./dom.js";
import { openMenu } from "./overlays.js";
import { clock, dayName, now, setAhead, t } from "./words.js";

const TICK = 1000; // milliseconds
const HOUR = 3600; // seconds
const MORNING = 8; // o'clock

export class Clock {
  // `doing(action)` runs an async action and shows refusals; `moved()`: days have other names now.
  constructor({ doing, moved }) {
    Object.assign(this, { doing, moved, ahead: 0 });
    this.face = el("time");
    this.node = byId("clock");
    this.node.append(this.face, icon("down"));
    this.node.addEventListener("click", () => this.menu());
    setInterval(() => this.draw(), TICK);
  }

  async load() {
    this.take((await get("clock")).ahead_seconds);
  }

  // The sandbox's clock is so many seconds ahead of the machine's.
  take(ahead) {
    this.ahead = ahead;
    setAhead(ahead);
    this.draw();
    this.moved();
  }

  draw() {
    const seconds = now() / 1000;
    const hour = clock(seconds);
    const text = this.ahead ? `${dayName(seconds, new Date())}, ${hour}` : hour;
    if (this.face.textContent !== text) this.face.textContent = text;
    this.node.classList.toggle("ahead", this.ahead > 0);
    this.node.setAttribute("aria-label", `${t("clock")}: ${text}`);
    this.node.title = t("clock");
  }

  menu() {
    const box = this.node.getBoundingClientRect();
    const items = [
      { label: t("hour_ahead"), icon: "plus", act: () => this.move({ forward_seconds: HOUR }) },
      { label: t("tomorrow_morning"), icon: "forward", act: () => this.move({ forward_seconds: untilMorning() }) },
      this.ahead && { label: t("real_time"), icon: "reply", act: () => this.move({ ahead_seconds: 0 }) },
    ];
    openMenu(t("clock"), { x: box.right - 220, y: box.bottom + 4 }, items.filter(Boolean));
  }

  async move(wish) {
    const moved = await this.doing(() => post("clock", wish));
    if (moved) this.take(moved.ahead_seconds);
  }
}

// Seconds from now to tomorrow's eight o'clock.
function untilMorning() {
  const morning = now();
  morning.setDate(morning.getDate() + 1);
  morning.setHours(MORNING, 0, 0, 0);
  return (morning - now()) / 1000;
}
