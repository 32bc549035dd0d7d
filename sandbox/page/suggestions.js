// The panel over the input: the command menu while "/" is typed, the results of inline mode.

import { Refused, get, post } from "./api.js";
import { button, el } from "./dom.js";
import { toast } from "./overlays.js";
import { t } from "./words.js";

const PAUSE = 250; // milliseconds without a key before the bot is asked

// A list of options, one of them marked; the input keeps the focus and steers it with keys.
export class Panel {
  constructor(input) {
    this.input = input;
    this.node = el("div", { class: "panel", id: "panel", role: "listbox", hidden: true });
    this.options = [];
  }

  // options: {head, tail, pick(), complete?()}; `label` names the list for screen readers.
  show(label, options) {
    this.options = options;
    this.node.setAttribute("aria-label", label);
    this.node.replaceChildren(...options.map((option, at) => this.option(option, at)));
    this.node.hidden = options.length === 0;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.mark(0);
  }

  tell(text) {
    this.show(text, []);
    this.node.replaceChildren(el("p", { class: "panel-note", text }));
    this.node.hidden = false;
  }

  hide() {
    this.show("", []);
  }

  get open() {
    return !this.node.hidden;
  }

  // True when the key was for the panel.
  key(event) {
    if (!this.open) return false;
    if (event.key === "Escape") this.hide();
    else if (!this.steer(event)) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  steer({ key, shiftKey }) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    const option = this.options[this.at];
    if (!option) return false;
    if (step) this.mark((this.at + step + this.options.length) % this.options.length);
    else if (key === "Enter" && !shiftKey) option.pick();
    else if (key === "Tab" && !shiftKey && option.complete) option.complete();
    else return false;
    return true;
  }

  mark(at) {
    this.at = at;
    [...this.node.children].forEach((node, index) => {
      node.setAttribute("aria-selected", String(index === at));
      if (index === at) node.scrollIntoView({ block: "nearest" });
    });
    if (this.options.length) this.input.setAttribute("aria-activedescendant", `option-${at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  option(option, at) {
    return button(
      { class: "option", role: "option", tabindex: "-1", id: `option-${at}`,
        on: { click: option.pick, pointerdown: (event) => event.preventDefault(), pointermove: () => this.mark(at) } },
      el("b", { text: option.head }), el("span", { text: option.tail ?? "" }),
    );
  }
}

// Options for what is typed after "/", or all of them.
export function commandOptions(commands, typed, { send, complete }) {
  const wanted = typed.slice(1).toLowerCase();
  return commands
    .filter(({ command }) => command.startsWith(wanted))
    .sort((one, other) => (other.command === wanted) - (one.command === wanted))
    .map(({ command, description }) => ({
      head: `/${command}`, tail: description,
      pick: () => send(`/${command}`), complete: () => complete(`/${command} `),
    }));
}

// Inline mode: asks the bot when typing pauses, drops answers that come too late.
export class InlineMode {
  constructor(panel, session, chosen) {
    Object.assign(this, { panel, session, chosen, asked: 0 });
  }

  // The words after "@bot " when the text is an inline query, else null.
  query(text) {
    const { bot } = this.session;
    const name = `@${bot.username} `;
    const typed = text.toLowerCase().startsWith(name.toLowerCase());
    return bot.inline && typed ? text.slice(name.length) : null;
  }

  ask(query) {
    this.stop();
    const turn = this.asked;
    this.timer = setTimeout(() => this.fetch(query, turn), PAUSE);
  }

  stop() {
    clearTimeout(this.timer);
    this.asked += 1;
  }

  async fetch(query, turn) {
    const { me, chat } = this.session;
    if (!this.panel.open) this.panel.tell(t("searching"));
    try {
      const answer = await post("inline", { user: me.id, chat: chat.id, query });
      if (turn === this.asked) this.show(answer);
    } catch (error) {
      if (!(error instanceof Refused) || turn !== this.asked) return;
      this.panel.hide();
      toast(error.message, "warning");
    }
  }

  show({ query_id: id, results, button: above }) {
    const options = results.map((result) => ({
      head: result.title ?? result.id, tail: result.description ?? "", pick: () => this.pick(id, result.id),
    }));
    if (above?.start_parameter) options.unshift({ head: above.text, pick: () => this.chosen.start(above.start_parameter) });
    if (options.length) this.panel.show(t("results"), options);
    else this.panel.tell(t("no_results"));
  }

  async pick(queryId, result) {
    const { me, chat } = this.session;
    await this.chosen.send(() => post("choose", { user: me.id, chat: chat.id, query_id: queryId, result }));
  }
}

export async function fetchCommands(user, chat) {
  const { commands } = await get("commands", { user, chat });
  return commands;
}
