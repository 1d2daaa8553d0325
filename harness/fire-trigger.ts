import { identityAt } from "../config/index.ts";
import { ToolError } from "../contract/tool-error.ts";
import { callAction } from "./call-action.ts";
import type { Connection } from "./connection.ts";
import { factsOf } from "./hooks.ts";
import { knownAs } from "./known-as.ts";
import { own } from "../contract/own.ts";

/** The name of the first operation that sends one of the messages and that the config can make come; null: none. */
export function triggerFor({ channel, scope }: Connection, messages: readonly string[]): string | null {
  const { triggers } = scope.ground.config.setup;
  const found = channel.operations.find(
    (one) =>
      one.kind === "server" &&
      one.messages.some((name) => messages.includes(name)) &&
      Object.hasOwn(triggers, one.name),
  );
  return found?.name ?? null;
}

/** Makes it come, for this connection. Throws TRIGGER-FAILED: nobody can tell then whether it would have. */
export async function fireTrigger(connection: Connection, operation: string): Promise<void> {
  const { scope, channel, request } = connection;
  const { ground, title } = scope;
  const action = own(ground.config.setup.triggers, operation);
  if (action === undefined) return;
  const key = `triggers.${operation}`;
  const identity = knownAs(connection) ?? identityAt(ground.config, request.identity).name;
  const facts = factsOf(ground, { test: title, channel: channel.name, identity, operation });
  const failing = (message: string, hint: string): ToolError =>
    new ToolError("TRIGGER-FAILED", `\`${key}\` failed: ${message}`, { where: ground.config.file, hint });
  await callAction(ground, action, { key, facts, failing });
}
