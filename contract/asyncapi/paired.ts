import { namesIn } from "../sequence.ts";
import { sequenceAt } from "../vocabulary/sequences.ts";
import type { Connection } from "./connections.ts";
import type { DirectedOperation, Sender } from "./directions.ts";

/**
 * AsyncAPI 2 pairs nothing: an operation lists all that its side sends. Where `x-contract` names replies in a
 * `sequence` or an `opening`, those are no longer sent by themselves - else any reply could come at any time. An
 * operation with `trigger: unsolicited` keeps them all; one that has nothing else left is that sequence.
 */
export function paired(
  operations: readonly DirectedOperation[],
  connection: Connection,
): DirectedOperation[] {
  const known = connection.messages.map(({ name }) => name);
  const answers = { client: new Set<string>(), server: new Set(opened(connection, known)) };
  const withReplies = operations.map((one): DirectedOperation => {
    const sequence = one.operation.extension?.at("sequence") ?? null;
    if (sequence === null) return one;
    const replies = namesIn(sequenceAt(sequence, known));
    const side: Sender = one.kind === "client" ? "server" : "client";
    for (const name of replies) answers[side].add(name);
    return { ...one, replies };
  });
  return withReplies.flatMap((one) => {
    const { extension } = one.operation;
    const left = one.messages.filter((name) => !answers[one.kind].has(name));
    if (extension?.text("trigger") === "unsolicited" || left.length === one.messages.length) return [one];
    if (left.length > 0) return [{ ...one, messages: left }];
    // What it promises besides must not get lost.
    return extension === null ? [] : [one];
  });
}

function opened({ channels }: Connection, known: readonly string[]): string[] {
  const openings = channels.flatMap(({ extension }) => extension?.at("opening") ?? []);
  return openings.flatMap((opening) => namesIn(sequenceAt(opening, known)));
}
