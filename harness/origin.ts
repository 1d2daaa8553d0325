import type { ClientOperation, Place } from "../contract/model.ts";
import type { Connection } from "./connection.ts";

/** Where something that a test holds came from, so that a failed assertion can tell the whole story. */
export interface Origin {
  readonly connection: Connection;
  /** The promise that an assertion about it is about. */
  readonly place: Place;
  /** Whose replies these are, or what the bad frame was meant for; null for pushes, openings and the like. */
  readonly operation: ClientOperation | null;
  /** The message that was sent, where these are replies: an operation may have several. */
  readonly request?: string;
  /** The request was refused as one of the document's own cases says. */
  readonly asCase?: boolean;
}

const origins = new WeakMap<object, Origin>();

/** Notes the origin of a value handed to a test, and gives the value back. */
export function remembered<T extends object>(value: T, origin: Origin): T {
  origins.set(value, origin);
  return value;
}

/** Null for what a test made itself. */
export function originOf(value: unknown): Origin | null {
  return typeof value === "object" && value !== null ? (origins.get(value) ?? null) : null;
}
