import { clientOperationOf, messageNamed, isAbout } from "../contract/index.ts";
import type { Json } from "../contract/json.ts";
import { pointerSet } from "../contract/json-pointer.ts";
import type { Connection } from "./connection.ts";
import { sourceValue } from "./sources.ts";

/** A made-up payload with what `fills` say; what is not known yet, or would break the message, is left as it is. */
export async function filledIn(connection: Connection, name: string, payload: Json): Promise<Json> {
  const { channel, scope, request } = connection;
  const message = messageNamed(channel, name);
  const asker = { scope, connection, identity: request.identity };
  let filled = payload;
  for (const { to, source } of clientOperationOf(channel, name)?.fills ?? []) {
    if (to.of !== "request" && !isAbout(to, name)) continue;
    const value = await sourceValue(source, asker);
    const next = value === undefined ? filled : pointerSet(filled, to.pointer, value);
    if (scope.ground.reader.check(message, next).length === 0) filled = next;
  }
  return filled;
}
