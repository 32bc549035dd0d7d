// The control API of the sandbox: requests, and the stream of changes.

export class Refused extends Error {}

export function get(path, params = {}) {
  const known = Object.entries(params).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(known).toString();
  return request(`/control/${path}${query ? `?${query}` : ""}`);
}

export function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return request(`/control/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

export const fileAddress = (id) => `/control/files/${encodeURIComponent(id)}`;

async function request(address, options) {
  const answer = await fetch(address, options);
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(body.error ?? `${answer.status} ${answer.statusText}`);
  return body;
}

// The newest messages of a chat, oldest first.
export async function history(user, chat) {
  const { messages } = await get("history", { user, chat, limit: MOST_MESSAGES });
  return messages.sort((one, other) => one.message_id - other.message_id);
}

const KINDS = [
  "message", "edited", "deleted", "answer", "action", "commands", "profile", "chat", "user",
  "refusal", "clock", "reload",
];
const MOST_MESSAGES = 1000; // as many as the control API gives at once
const RETRY = 1500; // milliseconds

// Changes as they happen, from `after` on. The browser resumes a broken stream by itself where
// it can (Last-Event-ID); where it gave up, a new stream goes on from the last change seen.
export class Stream {
  constructor(user, after, { event, connected }) {
    Object.assign(this, { user, after, event, connected, closed: false });
    this.open();
  }

  open() {
    const query = new URLSearchParams({ user: this.user, after: this.after });
    this.source = new EventSource(`/control/events?${query}`);
    this.source.onopen = () => this.connected(true);
    this.source.onerror = () => this.broke();
    for (const kind of KINDS) this.source.addEventListener(kind, (given) => this.take(kind, given));
  }

  take(kind, given) {
    if (this.closed) return;
    const change = JSON.parse(given.data || "{}");
    this.after = Number(change.seq ?? given.lastEventId) || this.after;
    this.event({ ...change, kind });
  }

  broke() {
    if (this.closed) return;
    this.connected(false);
    if (this.source.readyState === EventSource.CLOSED) setTimeout(() => this.closed || this.open(), RETRY);
  }

  close() {
    this.closed = true;
    this.source.close();
  }
}
