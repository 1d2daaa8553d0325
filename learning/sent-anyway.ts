import type { Channel } from "../contract/index.ts";
import { declaredReplies } from "../contract/outcome-replies.ts";

/**
 * Names of what the service may send of itself, as the document says. `refuses`: something was refused in the
 * traffic, so that what refuses came for that, and not by itself.
 */
export function sentAnyway(channel: Channel, refuses: boolean): ReadonlySet<string> {
  const { operations, rejects } = channel;
  const sends = operations.flatMap((one) => (one.kind === "server" ? one.messages : []));
  const all = [rejects, ...operations.flatMap((one) => (one.kind === "client" ? [one.rejects] : []))];
  const refusals = refuses ? all.flatMap(declaredReplies).map(({ message }) => message) : [];
  return new Set([...sends, ...openingNames(channel), ...refusals]);
}

function openingNames({ opening }: Channel): string[] {
  if (opening.kind === "none") return [];
  return opening.sequence.states.flatMap(({ steps }) =>
    steps.flatMap(({ on }) => (on.kind === "name" ? [on.name] : [])),
  );
}
