import { messageOfPointer } from "../contract/index.ts";
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
      : latestValue(received, messageOfPointer(identity.pointer), pointer);
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * Another identity's connection to the same channel that shows the same name in its handshake: the document gives both
 * the same value. Null where there is none, and where it is the service that names them.
 */
export function namesakeOf(connection: Connection, name: string): Connection | null {
  const { channel, identity } = connection.request;
  if (channel === null || channel.identity.kind === "none") return null;
  if (channel.identity.pointer.of !== "handshake") return null;
  const isOne = (other: Connection): boolean =>
    other.open &&
    other.request.channel === channel &&
    other.request.identity !== identity &&
    knownAs(other) === name;
  return connection.scope.connections.find(isOne) ?? null;
}

/** Where the name of a channel's connections stands: `handshake#/query/user`. */
export function identityText({ request }: Connection): string {
  const identity = request.channel?.identity;
  return identity === undefined || identity.kind === "none"
    ? ""
    : `${identity.pointer.of}#${identity.pointer.pointer}`;
}
