import type { Channel, Contract, PayloadPointer, ServerOperation } from "../../contract/model.ts";

/** An operation of ours and where it sends. */
export interface Push {
  readonly channel: Channel;
  readonly operation: ServerOperation;
}

/** What is triggered by what, looked up once. */
export interface PushIndex {
  /** By a client operation that succeeded. */
  by(channel: string, operation: string): readonly Push[];
  onConnect(channel: string): readonly Push[];
  onDisconnect(channel: string): readonly Push[];
  unsolicited(channel: string): readonly Push[];
  /** Where a client operation names who gets its push: pointers into its request. */
  addressees(channel: string, operation: string): readonly Addressee[];
}

interface Addressee {
  readonly push: Push;
  readonly at: PayloadPointer;
}

const NONE: readonly Push[] = [];
const NOBODY: readonly Addressee[] = [];

export function createPushIndex({ channels }: Contract): PushIndex {
  const pushes = channels.flatMap((channel) =>
    channel.operations.flatMap((operation) =>
      // `messages: []` says that nothing is sent.
      operation.kind === "server" && operation.messages.length > 0 ? [{ channel, operation }] : [],
    ),
  );
  const byOperation = pushes.filter(({ operation }) => operation.trigger.kind === "operation");
  const triggered = new Map(
    channels.map(({ name }) => [
      name,
      grouped(
        byOperation.filter(
          ({ operation: { trigger } }) => trigger.kind === "operation" && trigger.channel === name,
        ),
        ({ operation: { trigger } }) => (trigger.kind === "operation" ? trigger.operation : ""),
      ),
    ]),
  );
  const own = (kind: "connect" | "disconnect" | "unsolicited") => {
    const ofKind = pushes.filter(({ operation }) => operation.trigger.kind === kind);
    const found = grouped(ofKind, ({ channel }) => channel.name);
    return (channel: string): readonly Push[] => found.get(channel) ?? NONE;
  };
  const by = (channel: string, operation: string): readonly Push[] =>
    triggered.get(channel)?.get(operation) ?? NONE;
  return {
    by,
    onConnect: own("connect"),
    onDisconnect: own("disconnect"),
    unsolicited: own("unsolicited"),
    addressees: (channel, operation) => {
      const all = by(channel, operation);
      return all.length === 0 ? NOBODY : all.flatMap(addressee);
    },
  };
}

function grouped(pushes: readonly Push[], by: (push: Push) => string): Map<string, Push[]> {
  const groups = new Map<string, Push[]>();
  for (const push of pushes) groups.set(by(push), [...(groups.get(by(push)) ?? []), push]);
  return groups;
}

function addressee(push: Push): Addressee[] {
  const { audience } = push.operation;
  return audience.kind === "only" && audience.pointer.of !== "handshake"
    ? [{ push, at: audience.pointer.pointer }]
    : [];
}
