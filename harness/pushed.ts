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
import { isUntold } from "./untold.ts";

/** How many quiet windows a message that may come, and need not, is waited for. */
const UNSOLICITED_WINDOWS = 5;

/**
 * The next push of that name which no step has taken. Where the contract owes pushes of this name to the connection,
 * those are what counts; else whatever the server sent by itself. Late: NOT-DELIVERED; but notReached (needs trigger)
 * for what may come at any time and need not, and (not steerable) for what may as well be for those who asked for
 * another id. Where the config has a trigger for it, that makes it come, and then it is owed.
 */
export async function waitForPush(
  connection: Connection,
  names: readonly string[],
): Promise<ReceivedMessage> {
  const { scope } = connection;
  const optional = whyOptional(connection, names);
  if (optional?.reason !== "needs trigger") return waitFor(connection, { names, trigger: "", optional });
  const trigger = triggerFor(connection, names);
  if (trigger === null) return waitFor(connection, { names, trigger: "", optional });
  if (nextPush(connection, names) === undefined) await fireTrigger(connection, trigger);
  scope.check();
  return waitFor(connection, { names, trigger, optional: null });
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
  return waitFor(connection, { names: [name], trigger, optional: null });
}

interface Awaited {
  /** Any one of them. */
  readonly names: readonly string[];
  /** The operation that the config made come; "" where it did not. */
  readonly trigger: string;
  /** Nobody owes it. */
  readonly optional: NotReached | null;
}

function waitFor(connection: Connection, { names, trigger, optional }: Awaited): Promise<ReceivedMessage> {
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
    limitMs: optional === null ? ms : UNSOLICITED_WINDOWS * quietMs,
    owed: () => owedOf(connection, names).some(({ phase }) => phase === "owed"),
    late: () => {
      if (optional !== null) throw optional;
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

/** Why it may stay away, where it may: nothing in the document makes it come, or says that it is for who listens here. */
function whyOptional(connection: Connection, names: readonly string[]): NotReached | null {
  const senders = connection.channel.operations
    .filter((one) => one.kind === "server")
    .filter(({ messages }) => sends(messages, names));
  if (senders.length === 0) return null;
  const said = names.join(" or ");
  if (senders.every(({ trigger }) => trigger.kind === "unsolicited"))
    return new NotReached("needs trigger", `${said} may come at any time, and none came by itself`);
  if (!senders.every((sender) => isUntold(connection, sender, names))) return null;
  return new NotReached(
    "not steerable",
    `${said} goes to those who asked for it, and nothing says what its id will be (x-contract: echoes); none came here`,
  );
}

/** Where the document promises the push. */
function placeOfPush({ channel }: Connection, names: readonly string[]): Place {
  const operation = channel.operations.find((one) => one.kind === "server" && sends(one.messages, names));
  return operation?.place ?? channel.place;
}
