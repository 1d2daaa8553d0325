import type { Channel, ClientOperation } from "./model.ts";

/**
 * True where a document has several replies of an operation that report no failure, and says nothing of their order:
 * one of them, alone, is taken for all ("default exactly one of `reply.messages`").
 */
export function assumesOneOfSeveral(
  { messages }: Channel,
  { place, sequence, replies }: ClientOperation,
): boolean {
  if (sequence.kind === "none" || sequence.sequence.place !== `${place}/reply`) return false;
  return messages.filter(({ name, error }) => replies.includes(name) && !error).length > 1;
}
