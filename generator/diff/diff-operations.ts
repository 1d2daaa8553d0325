import type { Channel, Operation } from "../../contract/model.ts";
import { diffClientOperation } from "./diff-client-operation.ts";
import type { SchemaDiffer } from "./diff-schemas.ts";
import { diffServerOperation, recordNewPush } from "./diff-server-operation.ts";
import { type Pair, seen } from "./diff-terms.ts";
import type { Matched } from "./match.ts";
import { match } from "./match.ts";
import { samePromise } from "./same-promise.ts";

/** Operations by name; what is left by the messages that they carry, as names are not on the wire. */
export function matchOperations({ old, new: now }: Pair<Channel>): Matched<Operation> {
  return match(old.operations, now.operations, [
    (one, other) => one.kind === other.kind && one.name === other.name,
    (one, other) => one.kind === other.kind && samePromise(carried(one), carried(other)),
  ]);
}

function carried(operation: Operation): readonly string[] {
  return [...(operation.kind === "client" ? operation.requests : operation.messages)].sort();
}

/** The operations of one connection. The old ones speak in the new names. */
export function diffOperations(differ: SchemaDiffer, channels: Pair<Channel>): void {
  const { recorder } = differ;
  const { pairs, added, removed } = matchOperations(channels);
  for (const operation of added) {
    if (operation.kind === "server") recordNewPush(recorder, channels.old, operation);
    else
      recorder.say(
        "OPERATION-ADDED",
        { old: null, new: operation.place },
        `clients can do ${operation.name} now`,
      );
  }
  for (const { kind, name, place } of removed) {
    const spot = { old: place, new: null };
    if (kind === "client") recorder.say("OPERATION-REMOVED", spot, `clients can't do ${name} any more`);
    else recorder.say("PUSH-REMOVED", spot, `the service does not send ${name} any more`);
  }
  for (const { old, new: now } of pairs) {
    const spot = seen({ old, new: now }, ({ place }) => place);
    if (old.kind === "client" && now.kind === "client") diffClientOperation(differ, { old, new: now });
    if (old.kind === "server" && now.kind === "server") diffServerOperation(differ, { old, new: now });
    if (old.title !== now.title || old.description !== now.description)
      recorder.say("TEXT-CHANGED", spot, `${now.name} is described in other words`);
  }
}
