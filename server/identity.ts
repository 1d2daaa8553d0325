import { isAbout } from "../contract/index.ts";
import type { Json } from "../contract/json.ts";
import { pointerGet } from "../contract/json-pointer.ts";
import type { Message } from "../contract/model.ts";
import type { Edit } from "./compose/edit.ts";
import type { Connection } from "./connection.ts";
import { uuidFrom } from "./uuid.ts";

/** What the handshake says about the identity of a connection; null where a message says it, later. */
export function identityFromHandshake({ channel, handshake }: Connection): string | null {
  const { identity } = channel;
  if (identity.kind === "none" || identity.pointer.of !== "handshake") return null;
  return textOf(pointerGet(handshake, identity.pointer.pointer));
}

/** A message that tells a connection who it is says the authenticated subject, else something unique. */
export function identityEdits(connection: Connection, message: Message): Edit[] {
  const { identity } = connection.channel;
  if (identity.kind === "none" || !isAbout(identity.pointer, message.name)) return [];
  const known = connection.identity ?? connection.session.subject.name;
  const values: Json[] = [...(known === null ? [] : [known]), ...uniqueValues(connection.id)];
  return [{ at: identity.pointer.pointer, values, why: "identity" }];
}

/** Takes note of who a connection was told to be. */
export function learnIdentity(connection: Connection, message: Message, payload: Json): void {
  const { identity } = connection.channel;
  if (identity.kind === "none" || !isAbout(identity.pointer, message.name)) return;
  connection.identity = textOf(pointerGet(payload, identity.pointer.pointer)) ?? connection.identity;
}

/** Text, UUID and number: one of them fits most schemas of a name. */
function uniqueValues(id: number): Json[] {
  return [`client-${id}`, uuidFrom("identity", id), id];
}

function textOf(value: Json | undefined): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}
