import { redact } from "../config/index.ts";
import { ToolError } from "../contract/tool-error.ts";
import type { RunEvent } from "../report/events.ts";

/** A copy of the event in which no string holds a secret. */
export function maskedEvent(event: RunEvent, secrets: readonly string[]): RunEvent {
  // Only strings change, so what was an event still is one.
  return masked(event, secrets) as RunEvent;
}

/** The error, or one like it where what is told of it is a secret. */
export function maskedError(error: ToolError, secrets: readonly string[]): ToolError {
  const { code, where } = error;
  const [message, hint] = [redact(error.message, secrets), redact(error.hint, secrets)];
  if (message === error.message && hint === error.hint) return error;
  return new ToolError(code, message, { where, hint });
}

function masked(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === "string") return redact(value, secrets);
  if (Array.isArray(value)) return value.map((item) => masked(item, secrets));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner, secrets)]));
}
