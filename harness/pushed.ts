import type { Place } from "../contract/model.ts";
import type { OwedPush, ReceivedMessage } from "../judge/model.ts";
import { arrivedNames } from "./arrived.ts";
import { failScenario } from "./broken-promise.ts";
import type { Connection } from "./connection.ts";
import { NotReached } from "./not-reached.ts";
import { remembered } from "./origin.ts";
import { owedPushes, pushesAt } from "./push-candidates.ts";

/** How many quiet windows a message that may come, and need not, is waited for. */
const UNSOLICITED_WINDOWS = 5;

/**
 * The next push of that name which no step has taken. Where the contract owes pushes of this name to the connection,
 * those are what counts; else whatever the server sent by itself. Late: NOT-DELIVERED; but notReached (needs trigger)
 * for what may come at any time and need not.
 */
export function waitForPush(connection: Connection, name: string): Promise<ReceivedMessage> {
  const { scope } = connection;
  const place = placeOfPush(connection, name);
  const { patienceMs, quietMs } = scope.ground.config;
  const isOptional = mayStayAway(connection, name);
  return scope.wait({
    ready: () => {
      const message = nextPush(connection, name);
      if (message === undefined) return undefined;
      connection.taken.add(message.frame);
      return remembered(message, { connection, place, operation: null });
    },
    limitMs: isOptional ? UNSOLICITED_WINDOWS * quietMs : patienceMs,
    owed: () => owedOf(connection, name).some(({ phase }) => phase === "owed"),
    late: () => {
      if (isOptional)
        throw new NotReached("needs trigger", `${name} may come at any time, and none came by itself`);
      throw failScenario(connection, {
        rule: "NOT-DELIVERED",
        place,
        summary: `no \`${name}\` came to ${connection.id}`,
        promised: `\`${name}\`, within ${patienceMs} ms (the tool's patience)`,
        got: arrivedNames(connection.received),
      });
    },
  });
}

function nextPush(connection: Connection, name: string): ReceivedMessage | undefined {
  const untaken = pushesAt(connection).filter((message) => message.name === name);
  const owed = owedOf(connection, name);
  if (owed.length === 0) return untaken[0];
  return untaken.find((message) => owed.some((push) => push.message === message));
}

function owedOf(connection: Connection, name: string): readonly OwedPush[] {
  return owedPushes(connection).filter(({ messages }) => messages.includes(name));
}

/** Nothing in the document makes it come. */
function mayStayAway({ channel }: Connection, name: string): boolean {
  const senders = channel.operations.filter((one) => one.kind === "server" && one.messages.includes(name));
  return (
    senders.length > 0 && senders.every((one) => one.kind === "server" && one.trigger.kind === "unsolicited")
  );
}

/** Where the document promises the push. */
function placeOfPush({ channel }: Connection, name: string): Place {
  const operation = channel.operations.find((one) => one.kind === "server" && one.messages.includes(name));
  return operation?.place ?? channel.place;
}
