import { pointerTokens } from "../contract/index.ts";
import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { commandless, oneLine, visibleJson } from "../contract/plain-text.ts";
import type { Contract, Place } from "../contract/model.ts";
import type { Gap } from "./gap.ts";

/**
 * An OpenAPI Overlay (1.0) that says what the gaps leave unsaid: paste, correct the values, give it with `--overlay`.
 * What lies in another file than the document itself can't be named by a target and is left out.
 */
export function overlaySnippet({ document }: Contract, gaps: readonly Gap[]): string {
  const actions = new Map<Place, { readonly example: Json; readonly unsaid: string[] }>();
  for (const { place, example, unsaid, about } of gaps) {
    if (!place.startsWith("#")) continue;
    const before = actions.get(place);
    actions.set(place, {
      example: merge(before?.example ?? {}, example),
      unsaid: [...(before?.unsaid ?? []), about === "" ? unsaid : `${about}: ${unsaid}`],
    });
  }
  if (actions.size === 0) return "";
  const head = `overlay: 1.0.0\ninfo: ${flow({ title: `What ${document} leaves unsaid`, version: "1.0.0" })}\nactions:\n`;
  const parts = [...actions].map(([place, { example, unsaid }]) => {
    const why = unsaid.map((line) => `  # ${commandless(oneLine(line))}\n`).join("");
    const keys = Object.entries(isObject(example) ? example : {});
    const lines = keys.map(([key, value]) => `        ${keyText(key)}: ${flow(value)}\n`).join("");
    return `${why}  - target: ${visibleJson(jsonPath(place))}\n    update:\n      x-contract:\n${lines}`;
  });
  return head + parts.join("");
}

/** The normalised path (RFC 9535, section 2.7) of a place in the document. */
function jsonPath(place: Place): string {
  const tokens = pointerTokens(place.slice(1));
  return `$${tokens.map((token) => (/^(0|[1-9]\d*)$/.test(token) ? `[${token}]` : `['${escaped(token)}']`)).join("")}`;
}

function escaped(name: string): string {
  return name.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}

/** Objects together, key by key; of anything else the first stays. */
function merge(left: Json, right: Json): Json {
  if (!isObject(left) || !isObject(right)) return left;
  const both: { [key: string]: Json } = { ...left };
  for (const [key, value] of Object.entries(right))
    both[key] = Object.hasOwn(left, key) ? merge(left[key] ?? null, value) : value;
  return both;
}

/** YAML's flow style; JSON scalars are YAML scalars. */
function flow(value: Json): string {
  if (isObject(value)) return flowObject(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  return visibleJson(value);
}

function flowObject(value: JsonObject): string {
  const entries = Object.entries(value).map(([key, item]) => `${keyText(key)}: ${flow(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function keyText(key: string): string {
  return /^[A-Za-z][\w-]*$/.test(key) ? key : visibleJson(key);
}
