import { redact, shellWord } from "../config/index.ts";
import { isObject, type Json } from "../contract/json.ts";
import { jsonText } from "../samples/index.ts";
import type { Ground } from "./ground.ts";
import { ContractViolation } from "./violation-error.ts";

/** How a property was broken. */
export interface BrokenProperty {
  readonly value: unknown;
  /** The value is that of this run, made smaller so many times. */
  readonly runs: number;
  readonly most: number;
  readonly shrinks: number;
  readonly path: string;
}

const KEY_WIDTH = 11;
const LONGEST_VALUE = 1000;

/** The violation of the smallest value, its story completed by the value and the path that leads to it again. */
export function brokenProperty(
  { secrets }: Ground,
  { violation, message }: ContractViolation,
  { value, runs, most, shrinks, path }: BrokenProperty,
): ContractViolation {
  const lines = message.split("\n");
  // The story ends in the command that runs it again.
  const replay = lines.pop() ?? "";
  const smaller = shrinks === 0 ? "" : `, made smaller ${shrinks === 1 ? "once" : `${shrinks} times`}`;
  const story = [
    ...lines,
    ...sent(value).map((line, index) => row(index === 0 ? "value" : "", line)),
    row("found", `by value ${runs} of ${most}${smaller}`),
    `${replay} --path ${shellWord(path)}`,
  ];
  return new ContractViolation(violation, redact(story.join("\n"), secrets));
}

function row(key: string, text: string): string {
  return `  ${key.padEnd(KEY_WIDTH)}${text}`;
}

/** The smallest value; of a walk, a line for each step. */
function sent(value: unknown): string[] {
  // A property is tried with JSON and with walks, which are JSON too.
  const json = value as Json;
  if (!isWalk(json)) return [shortened(jsonText(json))];
  return json.map(({ message = "", payload = null }, index) =>
    shortened(`${index + 1}. ${String(message)} ${jsonText(payload)}`),
  );
}

function isWalk(value: Json): value is { [key: string]: Json }[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((step) => isObject(step) && "operation" in step && "payload" in step)
  );
}

function shortened(text: string): string {
  return text.length <= LONGEST_VALUE
    ? text
    : `${text.slice(0, LONGEST_VALUE)}... (${text.length} characters)`;
}
