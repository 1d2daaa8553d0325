import type { Reading } from "../contract/frame.ts";
import type { Place } from "../contract/model.ts";
import type { OwedPush, ReceivedMessage } from "../judge/model.ts";
import { arrivedNames } from "./arrived.ts";
import { failScenario } from "./broken-promise.ts";
import type { Connection } from "./connection.ts";
import { endedBefore } from "./ended-before.ts";
import { fireTrigger, triggerFor } from "./fire-trigger.ts";
import { NotReached } from "./not-reached.ts";
import { remembered } from "./origin.ts";
import { owedPushes, pushesAt } from "./push-candidates.ts";

/** How many quiet windows a message that may come, and need not, is waited for. */
const UNSOLICITED_WINDOWS = 5;

/**
 * The next push of that name which no step has taken. Where the contract owes pushes of this name to the connection,
 * those are what counts; else whatever the server sent by itself. Late: NOT-DELIVERED; but notReached (needs trigger)
 * for what may come at any time and need not. Where the config has a trigger for it, that makes it come, and then it
 * is owed.
 */
export async function waitForPush(
  connection: Connection,
  names: readonly string[],
): Promise<ReceivedMessage> {
  const { scope } = connection;
  if (!mayStayAway(connection, names)) return waitFor(connection, { names, trigger: "", isOptional: false });
  const trigger = triggerFor(connection, names);
  if (trigger === null) return waitFor(connection, { names, trigger: "", isOptional: true });
  if (nextPush(connection, names) === undefined) await fireTrigger(connection, trigger);
  scope.check();
  return waitFor(connection, { names, trigger, isOptional: false });
}

/** The push that the config makes come for this connection. Without such a trigger: notReached. */
export async function waitForTriggered(connection: Connection, name: string): Promise<ReceivedMessage> {
  const { scope } = connection;
  const trigger = triggerFor(connection, [name]);
  if (trigger === null) throw new NotReached("needs trigger", `no trigger of the config makes ${name} come`);
  // What has come before is another one.
  for (const { name: known, frame } of pushesAt(connection)) if (known === name) connection.taken.add(frame);
  await fireTrigger(connection, trigger);
  scope.check();
  return waitFor(connection, { names: [name], trigger, isOptional: false });
}

interface Awaited {
  /** Any one of them. */
  readonly names: readonly string[];
  /** The operation that the config made come; "" where it did not. */
  readonly trigger: string;
  /** Nothing makes it come. */
  readonly isOptional: boolean;
}

function waitFor(connection: Connection, { names, trigger, isOptional }: Awaited): Promise<ReceivedMessage> {
  const { scope } = connection;
  const place = placeOfPush(connection, names);
  const name = names.join("` or `");
  const { patienceMs, quietMs } = scope.ground.config;
  const { ms, whose } = deadlineOf(connection, trigger) ?? { ms: patienceMs, whose: "the tool's patience" };
  const after = trigger === "" ? "" : `, after \`triggers.${trigger}\``;
  return scope.wait({
    ready: () => {
      const message = nextPush(connection, names);
      if (message === undefined) {
        const over = endedBefore(connection, `\`${name}\` came`);
        if (over !== null) throw over;
        return undefined;
      }
      connection.taken.add(message.frame);
      return remembered(message, { connection, place, operation: null });
    },
    limitMs: isOptional ? UNSOLICITED_WINDOWS * quietMs : ms,
    owed: () => owedOf(connection, names).some(({ phase }) => phase === "owed"),
    late: () => {
      if (isOptional)
        throw new NotReached(
          "needs trigger",
          `${names.join(" or ")} may come at any time, and none came by itself`,
        );
      throw failScenario(connection, {
        rule: "NOT-DELIVERED",
        place,
        summary: `no \`${name}\` came to ${connection.id}`,
        promised: `\`${name}\`, within ${ms} ms (${whose})${after}`,
        got: arrivedNames(connection.received),
      });
    },
  });
}

/** The declared deadline of what the config made come. */
function deadlineOf(
  { channel }: Connection,
  trigger: string,
): { readonly ms: number; readonly whose: string } | null {
  const operation = channel.operations.find(({ name }) => name === trigger);
  return operation?.kind === "server" && operation.within.kind === "declared"
    ? { ms: operation.within.ms, whose: "declared" }
    : null;
}

function nextPush(connection: Connection, names: readonly string[]): ReceivedMessage | undefined {
  const pushes = pushesAt(connection);
  const untaken = pushes.filter((message) => names.includes(message.name));
  const owed = owedOf(connection, names);
  // What is valid as several messages is any of them.
  if (owed.length === 0) return untaken[0] ?? pushes.find(({ reading }) => mayAlsoBe(reading, names));
  return untaken.find((message) => owed.some((push) => push.message === message));
}

function mayAlsoBe(reading: Reading, names: readonly string[]): boolean {
  return "also" in reading && reading.also.some((name) => names.includes(name));
}

function owedOf(connection: Connection, names: readonly string[]): readonly OwedPush[] {
  return owedPushes(connection).filter(({ messages }) => sends(messages, names));
}

function sends(messages: readonly string[], names: readonly string[]): boolean {
  return names.some((name) => messages.includes(name));
}

/** Nothing in the document makes it come. */
function mayStayAway({ channel }: Connection, names: readonly string[]): boolean {
  const senders = channel.operations.filter((one) => one.kind === "server" && sends(one.messages, names));
  return (
    senders.length > 0 && senders.every((one) => one.kind === "server" && one.trigger.kind === "unsolicited")
  );
}

/** Where the document promises the push. */
function placeOfPush({ channel }: Connection, names: readonly string[]): Place {
  const operation = channel.operations.find((one) => one.kind === "server" && sends(one.messages, names));
  return operation?.place ?? channel.place;
}
