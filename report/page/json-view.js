import { h, visible } from "./dom.js";

/** @typedef {{ at: string, message: string }} Fault */

/**
 * A payload as people read it, with each fault beside the value that has it. What is no JSON stands as it came, with
 * its faults below.
 * @param {string} text
 * @param {readonly Fault[]} faults
 * @returns {HTMLElement}
 */
export function payloadView(text, faults) {
  const parsed = parse(text);
  if (!parsed.isJson) {
    const notes = faults.map((fault) => h("li", {}, note(fault)));
    const list = notes.length > 0 && h("ul", { class: "faults" }, ...notes);
    return h("div", {}, h("pre", { class: "payload", tabindex: 0 }, visible(text) || "(empty)"), list);
  }
  const rest = new Set(faults);
  const body = valueView(parsed.value, { pointer: "", indent: "", rest });
  const left = [...rest].map((fault) => h("li", {}, note(fault)));
  return h(
    "div",
    {},
    h("pre", { class: "payload", tabindex: 0 }, body),
    left.length > 0 && h("ul", { class: "faults" }, ...left),
  );
}

/** @param {string} text */
function parse(text) {
  try {
    return { isJson: true, value: JSON.parse(text) };
  } catch {
    return { isJson: false, value: null };
  }
}

/**
 * @param {unknown} value
 * @param {{ pointer: string, indent: string, rest: Set<Fault> }} at
 * @returns {Node}
 */
function valueView(value, at) {
  const own = [...at.rest].filter((fault) => fault.at === at.pointer);
  for (const fault of own) at.rest.delete(fault);
  const view = bareView(value, at);
  if (own.length === 0) return view;
  const notes = own.map((fault) => h("span", { class: "fault-note" }, ` ← ${visible(fault.message)}`));
  const isLong = typeof value === "object" && value !== null;
  const marked = h("mark", { class: "fault" }, view);
  return isLong ? h("span", {}, ...notes, "\n", at.indent, marked) : h("span", {}, marked, ...notes);
}

/**
 * @param {unknown} value
 * @param {{ pointer: string, indent: string, rest: Set<Fault> }} at
 * @returns {Node}
 */
function bareView(value, { pointer, indent, rest }) {
  if (typeof value !== "object" || value === null)
    return h(
      "span",
      { class: `json-${value === null ? "null" : typeof value}` },
      visible(JSON.stringify(value)),
    );
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0) return h("span", {}, `${open}${close}`);
  const deeper = `${indent}  `;
  const lines = entries.flatMap(([key, inner], index) => {
    const below = {
      pointer: `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
      indent: deeper,
      rest,
    };
    const name = isList ? "" : h("span", { class: "json-key" }, visible(JSON.stringify(key)));
    const comma = index < entries.length - 1 ? "," : "";
    return ["\n", deeper, name, isList ? "" : ": ", valueView(inner, below), comma];
  });
  return h("span", {}, open, ...lines, "\n", indent, close);
}

/** @param {Fault} fault */
function note({ at, message }) {
  return `${at === "" ? "(whole)" : visible(at)} ${visible(message)}`;
}
