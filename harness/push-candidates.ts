import type { OwedPush, ReceivedMessage } from "../judge/model.ts";
import type { Connection } from "./connection.ts";

/** Pushes that the contract owes to this connection, as far as their triggers have come. */
export function owedPushes({ scope, id }: Connection): readonly OwedPush[] {
  return scope.judge.pushes().filter(({ connection }) => connection === id);
}

/**
 * Messages that the server sent by itself and that no step of the test has taken, in the order of their coming:
 * pushes that were owed, messages that belong to no exchange, opening or refusal, and the later items of an
 * open-ended exchange (a subscription's updates are pushes and replies at once).
 */
export function pushesAt(connection: Connection): readonly ReceivedMessage[] {
  const owed = new Set(owedPushes(connection).map(({ message }) => message));
  const { exchanges, fates } = connection;
  const answers = new Set(exchanges.flatMap((one) => one.replies));
  for (const fate of fates)
    if (fate.kind === "refusal" && fate.refusal.reply !== null) answers.add(fate.refusal.reply);
  const updates = new Set(
    exchanges.filter(({ phase }) => phase === "open-ended").flatMap((one) => one.replies.slice(1)),
  );
  const opening = new Set(connection.scope.judge.connection(connection.id)?.opening ?? []);
  return connection.received.filter((message) => {
    if (connection.taken.has(message.frame)) return false;
    if (owed.has(message) || updates.has(message)) return true;
    return !answers.has(message) && !opening.has(message);
  });
}
