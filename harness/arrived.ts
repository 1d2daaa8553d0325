import type { ReceivedMessage } from "../judge/model.ts";
import type { Connection } from "./connection.ts";

/** What did arrive, in order, repetitions counted: `connected, token (7 times), done`. */
export function arrivedNames(messages: readonly ReceivedMessage[]): string {
  const runs: { readonly name: string; times: number }[] = [];
  for (const { name, reading } of messages) {
    const last = runs.at(-1);
    const label = name === "" ? `(${reading.kind})` : name;
    if (last?.name === label) last.times += 1;
    else runs.push({ name: label, times: 1 });
  }
  if (runs.length === 0) return "nothing";
  return runs.map(({ name, times }) => (times === 1 ? name : `${name} (${times} times)`)).join(", ");
}

/** The error of a wait that nobody promised to end: the limit was the tool's. */
export function nothingCame(connection: Connection, what: string): Error {
  const { scope, closed, received } = connection;
  const patience = `${scope.ground.config.patienceMs} ms (the tool's patience; the document declares no deadline)`;
  const ending = closed === null ? "" : `; the ${closed.by} closed with ${closed.code}`;
  const error = new Error(
    `${what} did not come within ${patience}; arrived on ${connection.id}: ${arrivedNames(received)}${ending}`,
  );
  error.name = "NothingCame";
  return error;
}
