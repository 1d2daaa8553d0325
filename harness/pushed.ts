import type { Place } from "../contract/model.ts";
import type { OwedPush, ReceivedMessage } from "../judge/model.ts";
import { arrivedNames } from "./arrived.ts";
import { failScenario } from "./broken-promise.ts";
import type { Connection } from "./connection.ts";
import { remembered } from "./origin.ts";
import { owedPushes, pushesAt } from "./push-candidates.ts";

/**
 * The next push of that name which no step has taken. Where the contract owes pushes of this name to the connection,
 * those are what counts; else whatever the server sent by itself. Late: NOT-DELIVERED.
 */
export function waitForPush(connection: Connection, name: string): Promise<ReceivedMessage> {
  const { scope } = connection;
  const place = placeOfPush(connection, name);
  return scope.wait({
    ready: () => {
      const message = nextPush(connection, name);
      if (message === undefined) return undefined;
      connection.taken.add(message.frame);
      return remembered(message, { connection, place, operation: null });
    },
    limitMs: scope.ground.config.patienceMs,
    owed: () => owedOf(connection, name).some(({ phase }) => phase === "owed"),
    late: () => {
      throw failScenario(connection, {
        rule: "NOT-DELIVERED",
        place,
        summary: `no \`${name}\` came to ${connection.id}`,
        promised: `\`${name}\`, within ${scope.ground.config.patienceMs} ms (the tool's patience)`,
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

/** Where the document promises the push. */
function placeOfPush({ channel }: Connection, name: string): Place {
  const operation = channel.operations.find((one) => one.kind === "server" && one.messages.includes(name));
  return operation?.place ?? channel.place;
}
