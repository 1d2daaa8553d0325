import { pointerGet } from "../contract/json-pointer.ts";
import type { Connection } from "./connection.ts";
import { latestValue } from "./latest-value.ts";

/** The name under which a connection is known, by the declared identity pointer; null where there is none yet. */
export function knownAs({ request, received }: Connection): string | null {
  const identity = request.channel?.identity;
  if (identity === undefined || identity.kind === "none") return null;
  const { of, pointer } = identity.pointer;
  const { parameters, query, headers } = request.facts;
  const value =
    of === "handshake"
      ? pointerGet({ path: parameters, query, headers }, pointer)
      : latestValue(received, of, pointer);
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
