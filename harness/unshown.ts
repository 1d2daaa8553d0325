import { unshowable } from "../contract/index.ts";
import { deniedFor } from "../judge/index.ts";
import type { Connection } from "./connection.ts";
import { NotReached } from "./not-reached.ts";

/** Why a test is not reached whose good handshake was refused by a status; null where the service should take it. */
export function refusedUnshown({ request, refusedWith, scope }: Connection): NotReached | null {
  const types = request.channel === null ? [] : unshowable(request.channel, scope.ground.contract);
  return refusedWith === null || types.length === 0 ? null : unshown(types, `${refusedWith}`);
}

/** The same where it was accepted first, and then closed as the document says that such a refusal is. */
export function deniedUnshown(
  { request, expects, received, scope }: Connection,
  code: number,
): NotReached | null {
  if (request.channel === null || expects.kind !== "accepted") return null;
  const types = deniedFor(request.channel, scope.ground.contract, { received, code });
  return types.length === 0 ? null : unshown(types, `close ${code}`);
}

function unshown(types: readonly string[], how: string): NotReached {
  return new NotReached(
    "not steerable",
    `the service refused the handshake with ${how}, and credentials of the type ${types.join(" or ")} can't be made here: a hook \`beforeConnection\` may give what it asks for`,
  );
}
