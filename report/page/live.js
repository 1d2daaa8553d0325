import { h, visible } from "./dom.js";

/**
 * @typedef {import("../html/live-event.ts").LiveEvent} LiveEvent
 * @typedef {import("../html/live-event.ts").LiveFrame} LiveFrame
 * @typedef {{ entry: Exclude<LiveEvent, { kind: "stats" | "lost" }>, violations: Extract<LiveEvent, { kind: "violation" }>[], row: HTMLElement | null }} Item
 */

/** So many entries are kept, and shown at most. */
const MOST = 1000;
const HEAD = 160;

/** @type {Item[]} */
const items = [];
/** @type {Map<number, Item>} */
const byFrame = new Map();
/** @type {Set<string>} */
const names = new Set();
let paused = false;
let lost = 0;
let due = false;
/** @type {Item[]} */
let fresh = [];

const connection = h("input", {
  id: "connection",
  type: "text",
  autocomplete: "off",
  oninput: () => refresh(),
});
const message = h("input", {
  id: "message",
  type: "text",
  list: "messages",
  autocomplete: "off",
  oninput: () => refresh(),
});
const messages = h("datalist", { id: "messages" });
const side = h(
  "select",
  { id: "side", onchange: () => refresh() },
  h("option", { value: "" }, "both"),
  h("option", { value: "client" }, "client"),
  h("option", { value: "server" }, "server"),
);
const text = h("input", { id: "text", type: "search", autocomplete: "off", oninput: () => refresh() });
const only = h("input", { id: "only", type: "checkbox", onchange: () => refresh() });
const pause = h(
  "button",
  { type: "button", class: "chip", "aria-pressed": "false", onclick: () => setPaused(!paused) },
  "Pause",
);
const state = h("p", { class: "state", role: "status" }, "Connecting");
const stats = h("p", { class: "stats" }, "No frame yet");
const shown = h("p", { class: "dim", id: "shown" });
const list = h("ol", { class: "frames", "aria-label": "Frames, the newest first" });

/** @param {string} id @param {string} name @param {Node} control */
function field(id, name, control) {
  return h("div", { class: "field" }, h("label", { for: id }, name), control);
}

/** @param {boolean} on */
function setPaused(on) {
  paused = on;
  pause.setAttribute("aria-pressed", String(on));
  if (!on) refresh();
}

/** @param {Item} item */
function fits({ entry, violations }) {
  if (connection.value !== "" && entry.connection !== connection.value.trim()) return false;
  if (only.checked && violations.length === 0) return false;
  if (side.value !== "" && (entry.kind !== "frame" || entry.from !== side.value)) return false;
  if (message.value !== "" && (entry.kind !== "frame" || !entry.message.includes(message.value)))
    return false;
  const wanted = text.value.toLowerCase();
  if (wanted === "") return true;
  const said = entry.kind === "violation" ? "" : entry.text;
  const wrong = violations.map(({ rule, summary, where }) => `${rule} ${summary} ${where}`).join(" ");
  return `${said} ${wrong}`.toLowerCase().includes(wanted);
}

/** @param {Item} item */
function rowOf(item) {
  const { entry, violations } = item;
  const broken = violations.length > 0;
  const lead = [
    h("span", { class: "at" }, `${(entry.at / 1000).toFixed(3)} s`),
    h("span", { class: "who" }, `#${visible(entry.connection)}`),
  ];
  const what =
    entry.kind === "frame"
      ? frameParts(entry)
      : entry.kind === "note"
        ? [h("span", { class: "dim note" }, visible(entry.text))]
        : [];
  return h(
    "li",
    { class: broken ? "row broken" : "row" },
    h("div", { class: "line" }, ...lead, ...what),
    ...violations.map((violation) =>
      h(
        "p",
        { class: "violation" },
        h("span", { "aria-hidden": "true" }, "✖ "),
        h("strong", {}, visible(violation.rule)),
        ` ${visible(violation.summary)} `,
        h("code", {}, visible(violation.where)),
      ),
    ),
  );
}

/** @param {LiveFrame} frame */
function frameParts({ from, message: name, size, text: payload }) {
  const way = from === "client" ? "client → server" : "client ← server";
  const head = payload.length > HEAD ? `${payload.slice(0, HEAD)}…` : payload;
  const content =
    payload.length > HEAD
      ? h(
          "details",
          {},
          h("summary", {}, h("code", {}, visible(head))),
          h("pre", { tabindex: 0 }, visible(payload)),
        )
      : h("code", { class: "payload" }, visible(payload));
  return [
    h("span", { class: `way ${from}` }, way),
    h("span", { class: "name" }, visible(name)),
    h("span", { class: "dim size" }, `${size} B`),
    content,
  ];
}

/** @param {Item} item */
function render(item) {
  item.row?.remove();
  item.row = fits(item) ? rowOf(item) : null;
  return item.row;
}

function refresh() {
  fresh = [];
  list.replaceChildren(...items.flatMap((item) => render(item) ?? []).reverse());
  count();
}

function count() {
  const rows = list.childElementCount;
  shown.textContent = `${rows} of the last ${items.length} shown${lost > 0 ? `, ${lost} were left out: this page was too slow` : ""}`;
}

function flush() {
  due = false;
  if (paused) return;
  const rows = fresh.flatMap((item) => (items.includes(item) ? (render(item) ?? []) : []));
  fresh = [];
  list.prepend(...rows.reverse());
  count();
}

/** @param {Item} item */
function add(item) {
  items.push(item);
  fresh.push(item);
  if (item.entry.kind === "frame") byFrame.set(item.entry.frame, item);
  if (items.length <= MOST) return;
  for (const old of items.splice(0, items.length - MOST)) {
    old.row?.remove();
    if (old.entry.kind === "frame") byFrame.delete(old.entry.frame);
  }
  if (fresh.length > MOST) fresh = fresh.slice(-MOST);
}

/** @param {LiveEvent} event */
function take(event) {
  if (event.kind === "stats") {
    stats.textContent = `${event.open} open, ${event.connections} connections, ${event.perSecond} frames/s, ${event.frames} frames, ${event.violations} violations`;
    return;
  }
  if (event.kind === "lost") lost += event.count;
  else if (event.kind === "violation") blame(event);
  else add({ entry: event, violations: [], row: null });
  if (event.kind === "frame" && !names.has(event.message) && names.size < 200) {
    names.add(event.message);
    messages.append(h("option", { value: visible(event.message) }));
  }
  if (due) return;
  due = true;
  requestAnimationFrame(flush);
}

/** @param {Extract<LiveEvent, { kind: "violation" }>} violation */
function blame(violation) {
  const item = violation.frame === null ? undefined : byFrame.get(violation.frame);
  if (item === undefined) return add({ entry: violation, violations: [violation], row: null });
  if (item.violations.length < 20) item.violations.push(violation);
  if (fresh.includes(item) || paused) return;
  const before = item.row;
  item.row = fits(item) ? rowOf(item) : null;
  if (before !== null && item.row !== null) before.replaceWith(item.row);
  else refresh();
}

/** @param {KeyboardEvent} event */
function key(event) {
  const typing = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
  if (event.key === "Escape") {
    for (const input of [connection, message, text]) input.value = "";
    side.value = "";
    only.checked = false;
    refresh();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    text.focus();
  } else if (event.key === "p") setPaused(!paused);
  else if (event.key === "v") {
    only.checked = !only.checked;
    refresh();
  }
}

document.getElementById("app")?.replaceChildren(
  h("header", {}, h("h1", {}, "asyncproof proxy"), stats, state),
  h(
    "main",
    {},
    h(
      "form",
      {
        class: "filter",
        role: "search",
        "aria-label": "Which frames",
        onsubmit: (event) => event.preventDefault(),
      },
      field("text", "Text", text),
      field("connection", "Connection", connection),
      field("message", "Message", message),
      field("side", "Side", side),
      h("div", { class: "field check" }, only, h("label", { for: "only" }, "violations only")),
      pause,
      messages,
    ),
    h(
      "p",
      { class: "keys" },
      h("kbd", {}, "/"),
      " text, ",
      h("kbd", {}, "v"),
      " violations only, ",
      h("kbd", {}, "p"),
      " pause, ",
      h("kbd", {}, "Esc"),
      " everything again",
    ),
    shown,
    list,
  ),
);
document.addEventListener("keydown", key);
const source = new EventSource("/events");
source.onopen = () => {
  state.textContent = "Live";
};
source.onerror = () => {
  state.textContent = "The proxy does not answer";
};
source.onmessage = ({ data }) => take(JSON.parse(data));
