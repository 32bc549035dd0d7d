// Which addresses may be opened, and which of them mean something inside the sandbox.

const ALLOWED = new Set(["http:", "https:", "tg:"]);

// The address in full when it is a web or Telegram one, else null. "kaz.kz/news" gets "https://".
export function safeAddress(raw) {
  if (typeof raw !== "string") return null;
  const text = raw.trim();
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]*\.[^/]*:\d/.test(text) ? text : `https://${text}`;
  try {
    const address = new URL(whole);
    return ALLOWED.has(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

// What a Telegram address asks for: {kind: "bot", payload} | {kind: "person", username} |
// {kind: "share", text} | {kind: "group"}; null for any other address.
export function meaning(address, botUsername) {
  const url = new URL(address);
  const named = url.protocol === "tg:" ? fromScheme(url) : fromWeb(url);
  if (!named) return null;
  const { name, params } = named;
  if (name === "share/url" || name === "share") return { kind: "share", text: shared(params) };
  if (name.toLowerCase() !== botUsername.toLowerCase()) return { kind: "person", username: name };
  if (params.has("startgroup") || params.has("startchannel")) return { kind: "group" };
  return { kind: "bot", payload: params.get("start") };
}

function fromScheme(url) {
  if (url.host === "msg_url") return { name: "share", params: url.searchParams };
  const name = url.searchParams.get("domain");
  return url.host === "resolve" && name ? { name, params: url.searchParams } : null;
}

function fromWeb(url) {
  if (!/^(www\.)?(t|telegram)\.me$/i.test(url.host)) return null;
  const name = url.pathname.replace(/^\/+|\/+$/g, "");
  return name ? { name, params: url.searchParams } : null;
}

function shared(params) {
  return [params.get("url"), params.get("text")].filter(Boolean).join("\n");
}
