import { duration, h, svg, visible } from "./dom.js";
import { payloadView } from "./json-view.js";

/**
 * @typedef {import("../html/page-data.ts").PageFrame} Frame
 * @typedef {import("../html/page-data.ts").PageFrames} Frames
 * @typedef {import("../html/page-data.ts").PageViolation} Violation
 * @typedef {{ of: (connection: string) => number, names: string[] }} Lanes
 */

/** More clients than this share the last lane. */
const MOST_CLIENTS = 4;
const HEIGHT = 40;
const LONGEST_LABEL = 42;

/**
 * The frames of a test as a sequence diagram: a row each, which opens to show what was said.
 * @param {Frames} data
 * @param {Violation | null} violation
 */
export function diagram(data, violation) {
  if (data.frames.length === 0) return h("p", { class: "dim" }, "Nothing was said in this test.");
  const lanes = lanesOf(data.frames);
  const rows = data.frames.map((frame) => rowOf(frame, lanes, violation));
  if (data.left > 0)
    rows.splice(
      data.leftAfter,
      0,
      h("li", { class: "left-out" }, `${data.left} more frames, left out of this report`),
    );
  if (violation !== null && violation.frame === null) rows.push(missingRow(lanes, violation));
  return h(
    "div",
    { class: "diagram" },
    lanesView(lanes),
    h("ol", { class: "frames", "aria-label": "Frames in order" }, ...rows),
  );
}

/**
 * @param {readonly Frame[]} frames
 * @returns {Lanes}
 */
function lanesOf(frames) {
  const connections = [...new Set(frames.map(({ connection }) => connection))];
  const own = connections.length <= MOST_CLIENTS ? connections : connections.slice(0, MOST_CLIENTS - 1);
  const rest = connections.length - own.length;
  const names = [...own.map(visible), ...(rest > 0 ? [`${rest} other clients`] : []), "service"];
  return { names, of: (connection) => (own.includes(connection) ? own.indexOf(connection) : own.length) };
}

/** @param {Lanes} lanes */
function lanesView({ names }) {
  const heads = names.map((name, index) =>
    svg("text", { x: middle(index, names.length), y: 16, "text-anchor": "middle", class: "lane-name" }, name),
  );
  return svg("svg", { class: "lanes", width: "100%", height: 24, "aria-hidden": "true" }, ...heads);
}

/**
 * @param {number} index
 * @param {number} count
 */
function middle(index, count) {
  return `${percentAt(index, count)}%`;
}

/**
 * @param {number} index
 * @param {number} count
 */
function percentAt(index, count) {
  return ((index + 0.5) / count) * 100;
}

/**
 * @param {Frame} frame
 * @param {Lanes} lanes
 * @param {Violation | null} violation
 */
function rowOf(frame, lanes, violation) {
  const isHere = violation !== null && frame.frame !== null && frame.frame === violation.frame;
  const [from, to] = frame.from === "client" ? [frame.connection, "service"] : ["service", frame.connection];
  const told = `${duration(frame.at)}: ${frame.label}, ${from} to ${to}${isHere ? ", here it broke its promise" : ""}`;
  const id = `p${rowOf.next++}`;
  const panel = h("div", { class: "panel", id, hidden: true });
  const open = () => {
    const isOpen = panel.hidden;
    if (isOpen && panel.firstChild === null)
      panel.append(payloadView(frame.text, isHere ? (violation?.faults ?? []) : []));
    panel.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  const button = h(
    "button",
    { type: "button", class: "frame", "aria-expanded": "false", "aria-controls": id, onclick: open },
    h("span", { class: "hidden" }, visible(told)),
    arrow(frame, lanes, isHere),
    h("span", { class: "time", "aria-hidden": "true" }, duration(frame.at)),
  );
  if (isHere) open();
  return h("li", { class: isHere ? "here" : "" }, button, panel);
}
rowOf.next = 1;

/**
 * @param {Pick<Frame, "connection" | "from" | "label" | "frame">} frame
 * @param {Lanes} lanes
 * @param {boolean} isHere
 */
function arrow({ connection, from, label, frame }, lanes, isHere) {
  const count = lanes.names.length;
  const lane = lanes.of(connection);
  const [client, server] = [percentAt(lane, count), percentAt(count - 1, count)];
  const [start, end] = from === "client" ? [client, server] : [server, client];
  const points = from === "client" ? "-9,-5 0,0 -9,5" : "9,-5 0,0 9,5";
  const many = connection !== lanes.names[lane] && lane === count - 2 && count > MOST_CLIENTS;
  const text = shortened(`${isHere ? "✖ " : ""}${many ? `${connection}: ` : ""}${label}`);
  return svg(
    "svg",
    {
      class: `arrow ${frame === null ? "no-frame" : ""}`,
      width: "100%",
      height: HEIGHT,
      "aria-hidden": "true",
      focusable: "false",
    },
    ...lifelines(count),
    svg("line", { x1: `${start}%`, y1: 28, x2: `${end}%`, y2: 28, class: "shaft" }),
    svg("svg", { x: `${end}%`, y: 28, overflow: "visible" }, svg("polygon", { points, class: "tip" })),
    svg("text", { x: `${(client + server) / 2}%`, y: 20, "text-anchor": "middle", class: "label" }, text),
  );
}

/** @param {number} count */
function lifelines(count) {
  return Array.from({ length: count }, (_, index) =>
    svg("line", { x1: middle(index, count), y1: 0, x2: middle(index, count), y2: HEIGHT, class: "lifeline" }),
  );
}

/** @param {string} text */
function shortened(text) {
  const shown = visible(text);
  return shown.length <= LONGEST_LABEL ? shown : `${shown.slice(0, LONGEST_LABEL)}…`;
}

/**
 * What was promised and did not come.
 * @param {Lanes} lanes
 * @param {Violation} violation
 */
function missingRow(lanes, { connection, summary }) {
  const picture = arrow({ connection, from: "server", label: "nothing", frame: null }, lanes, true);
  return h("li", { class: "here missing" }, picture, h("p", {}, visible(summary)));
}
