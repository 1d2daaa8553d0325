import { resolve } from "node:path";
import { readLocal } from "../document/read-source.ts";
import { textOf } from "../document/source-files.ts";
import { isObject, type Json } from "../json.ts";
import { wordHint } from "../nearest-word.ts";
import type { YamlText } from "../read-yaml.ts";
import { type SourcePlace, ToolError } from "../tool-error.ts";

/** One change: `update` merges into every node that `target` (JSONPath, RFC 9535) finds, `null` removes them. */
export interface OverlayAction {
  readonly target: string;
  readonly update: { readonly value: Json } | null;
  /** Where the action stands in its file, as a JSON pointer. */
  readonly pointer: string;
}

/** A file of OpenAPI Overlay 1.x (https://spec.openapis.org/overlay/v1.0.0.html). */
export interface Overlay {
  readonly text: YamlText;
  readonly actions: readonly OverlayAction[];
}

const ROOT = ["overlay", "info", "extends", "actions"];
const ACTION = ["target", "description", "update", "remove"];

/** Reads an overlay. Throws OVERLAY with line and column for what it may not hold. */
export async function readOverlay(file: string, cwd: string): Promise<Overlay> {
  const shown = file.replaceAll("\\", "/").replace(/^(\.\/)+/, "");
  const read = await readLocal(resolve(cwd, file));
  if (read.kind === "unread")
    throw new ToolError("OVERLAY", `the overlay ${shown} ${read.why}`, { where: shown, hint: read.hint });
  const text = textOf(read.text, shown);
  const { value } = text;
  const version = isObject(value) ? value["overlay"] : undefined;
  if (!isObject(value) || typeof version !== "string" || !/^1\.\d+\.\d+$/.test(version))
    throw fault(
      version === undefined
        ? `${shown} is not an overlay`
        : `${JSON.stringify(version)} is no version that is read`,
      text.placeOf(version === undefined ? "" : "/overlay", "value"),
      'it begins with `overlay: "1.0.0"`',
    );
  checkWords(value, ROOT, { text, pointer: "" });
  const { actions } = value;
  if (!Array.isArray(actions) || actions.length === 0)
    throw fault(
      "an overlay has a list of `actions`",
      text.placeOf("/actions", "value"),
      "`- target: $.info`",
    );
  return { text, actions: actions.map((action, index) => actionOf(action, `/actions/${index}`, text)) };
}

function actionOf(action: Json, pointer: string, text: YamlText): OverlayAction {
  const where = text.placeOf(pointer, "value");
  if (!isObject(action))
    throw fault("an action is an object", where, "`target`, and `update` or `remove: true`");
  checkWords(action, ACTION, { text, pointer });
  const { target, update, remove } = action;
  if (typeof target !== "string" || !target.startsWith("$"))
    throw fault(
      "the `target` of an action is a JSONPath",
      text.placeOf(`${pointer}/target`, "value"),
      "`$.channels.chat`",
    );
  if (remove === true) return { target, update: null, pointer };
  if (remove !== undefined && remove !== false)
    throw fault("`remove` is true or false", text.placeOf(`${pointer}/remove`, "value"), "");
  if (update === undefined) throw fault("an action has `update` or `remove: true`", where, "");
  return { target, update: { value: update }, pointer };
}

function checkWords(
  value: { readonly [key: string]: Json },
  words: readonly string[],
  { text, pointer }: { readonly text: YamlText; readonly pointer: string },
): void {
  const unknown = Object.keys(value).find((key) => !words.includes(key) && !key.startsWith("x-"));
  if (unknown === undefined) return;
  throw fault(
    `unknown keyword \`${unknown}\``,
    text.placeOf(`${pointer}/${unknown}`),
    wordHint(unknown, words),
  );
}

export function fault(message: string, where: SourcePlace, hint: string): ToolError {
  return new ToolError("OVERLAY", message, { where, hint });
}
