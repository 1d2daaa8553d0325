import { pointerGet } from "../contract/json-pointer.ts";
import type { Connection } from "./connection.ts";

/** After how much silence the service closes this connection; null where it promises nothing, or nobody can tell. */
export function idleMs({ channel, request }: Connection): number | null {
  const { idle } = channel;
  if (idle.kind === "none") return null;
  if (idle.after.kind === "fixed") return idle.after.ms;
  const { parameters, query, headers } = request.facts;
  const value = pointerGet({ path: parameters, query, headers }, idle.after.pointer.pointer);
  const amount = value === undefined ? Number.NaN : Number(value);
  return Number.isNaN(amount) ? idle.after.defaultMs : amount * idle.after.unitMs;
}
