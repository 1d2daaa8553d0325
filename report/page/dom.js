// Makes elements. Text only ever becomes a text node or an attribute's value: nothing here reads markup.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element with attributes and children; `onclick` and the like are listeners, `true` an attribute without a value.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {Record<string, string | number | boolean | null | ((event: Event) => void)>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  dress(element, attributes, children);
  return element;
}

/**
 * The same in SVG.
 * @param {string} name
 * @param {Record<string, string | number | boolean | null>} [attributes]
 * @param {...Child} children
 */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  dress(element, attributes, children);
  return element;
}

/**
 * @param {Element} element
 * @param {Record<string, string | number | boolean | null | ((event: Event) => void)>} attributes
 * @param {Child[]} children
 */
function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, String(value));
  }
  for (const child of children) if (child) element.append(child);
}

// Control characters, and what turns the direction of writing.
const UNSEEN = /(?![\n\t])\p{Cc}|[\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\ufeff\ufffe\uffff]/gu;

/**
 * Text in which nothing is hidden.
 * @param {string} text
 */
export function visible(text) {
  return text.replace(UNSEEN, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** @param {number} ms */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms * 10) / 10} ms`;
  return `${(ms / 1000).toFixed(1)} s`;
}

/**
 * The JSON in an element of the page; null where there is none.
 * @param {string} id
 */
export function dataIn(id) {
  const element = document.getElementById(id);
  return element === null ? null : JSON.parse(element.textContent ?? "null");
}

/** What verdicts are called, and their marks: never told by colour alone. */
export const VERDICTS = /** @type {const} */ ({
  violated: { name: "violated", mark: "✖" },
  error: { name: "could not be judged", mark: "!" },
  unspecified: { name: "unspecified", mark: "?" },
  notReached: { name: "not reached", mark: "–" },
  known: { name: "known, accepted for now", mark: "~" },
  kept: { name: "kept", mark: "✔" },
});
