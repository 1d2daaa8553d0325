import { EXCEPTION } from "../report/tally.ts";

/** What an event says of a failed test. */
export interface Failure {
  readonly rule: string;
  /** Where the broken promise stands, as far as the error says. */
  readonly place?: string;
  readonly error: string;
  readonly text: string;
}

/** Errors after which no test of the run can be judged. */
export const ENDS_RUN: readonly string[] = ["SERVICE-UNREACHABLE", "SETUP-FAILED"];

/**
 * Tells a broken promise (a rule, or an assertion of the test's own) from an error of ours or the user's.
 * `rule`: what the harness noted at the test; the error's own where it noted nothing.
 */
export function failureOf(error: unknown, rule: string): Failure {
  if (!(error instanceof Error)) return { rule, error: rule === "" ? EXCEPTION : "", text: String(error) };
  const broken = rule || textAt(error, "rule");
  if (broken !== "") return { rule: broken, ...placeOf(error), error: "", text: error.message };
  // By name: a test file may bring its own copy of the class.
  if (error.name === "ToolError") {
    const text = [error.message, textAt(error, "hint")].filter(Boolean).join("\n");
    return { rule: "", error: textAt(error, "code") || EXCEPTION, text };
  }
  const told = error.name === "AssertionError" ? "" : EXCEPTION;
  return { rule: "", error: told, text: withPlace(error) };
}

/** A `ContractViolation` of the harness holds the violation. */
function placeOf(error: Error): { readonly place?: string } {
  const violation: unknown = Reflect.get(error, "violation");
  if (typeof violation !== "object" || violation === null) return {};
  const place = textAt(violation, "place");
  return place === "" ? {} : { place };
}

/** The message, and the first line of the stack that lies in no library and not in Node. */
function withPlace(error: Error): string {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const own = frames.find((line) => !line.includes("node_modules") && !line.includes("node:"));
  const name = error.name === "AssertionError" ? "" : `${error.name}: `;
  return `${name}${error.message}${own === undefined ? "" : `\n${own.trimEnd()}`}`;
}

function textAt(error: object, key: string): string {
  const value: unknown = Reflect.get(error, key);
  return typeof value === "string" ? value : "";
}
