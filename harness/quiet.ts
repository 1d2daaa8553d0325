import { comesInSeveral, messageNamed } from "../contract/index.ts";
import type { Operation } from "../contract/model.ts";
import type { ReceivedMessage } from "../judge/model.ts";
import type { Connection } from "./connection.ts";
import { encode } from "./encode.ts";
import { checkNotStopped } from "./ended-before.ts";
import { pushesAt } from "./push-candidates.ts";
import { sentinelFor } from "./sentinel.ts";
import { nothingCame } from "./arrived.ts";

/**
 * Proves that the service got past everything that was sent on this connection: by a sentinel, else by a quiet
 * window. What it delivers to other connections is not shown by that.
 */
export async function provePast(connection: Connection): Promise<void> {
  connection.scope.check();
  if ((await sendSentinel(connection)) === null) await quietWindow(connection);
}

/**
 * Proves that nothing more comes on a connection, and gives what came: pushes that no test step has taken yet, and
 * everything that came during the proof. A sentinel request shows that the service got past what was sent; where
 * there is none, where a test has several connections (delivery crosses them), or after a stream, which has a clock of
 * its own, a quiet window stands for it: after a stream longer by the time that its items took.
 */
export async function proveQuiet(connection: Connection): Promise<readonly ReceivedMessage[]> {
  connection.scope.check();
  const before = pushesAt(connection).filter(({ frame }) => !connection.reported.has(frame));
  const since = connection.received.length;
  const own = await sendSentinel(connection);
  const { connections } = connection.scope;
  const crosses = connections.filter(({ open }) => open).length > 1;
  const gap = longestGap(connection);
  if (own === null || crosses || gap !== null) await quietWindow(connection, gap ?? 0);
  checkNotStopped(connection, "it was shown that nothing comes");
  const during = connection.received.slice(since).filter((message) => !own?.includes(message));
  const came = [...before, ...during];
  for (const { frame } of came) connection.reported.add(frame);
  return came;
}

/**
 * The longest time that an item of a stream came after the frame before it on this connection, ms: for as long more of
 * it may be on its way. Null where nothing has streamed here.
 */
function longestGap({ channel, id, scope }: Connection): number | null {
  const streamed = new Set(channel.operations.flatMap(itemsOf));
  let longest: number | null = null;
  let last = Number.POSITIVE_INFINITY;
  for (const { at, connection, from, label } of scope.log) {
    if (connection !== id) continue;
    if (from === "server" && streamed.has(label) && !messageNamed(channel, label).error)
      longest = Math.max(longest ?? 0, at - last);
    last = at;
  }
  return longest;
}

/** What may come in answer to an operation that is answered by more than one message. */
function itemsOf(operation: Operation): readonly string[] {
  const isStream =
    operation.kind === "client" &&
    operation.sequence.kind === "sequence" &&
    comesInSeveral(operation.sequence.sequence);
  return isStream ? operation.replies : [];
}

/** The sentinel's replies; null where there is no sentinel. */
async function sendSentinel(connection: Connection): Promise<readonly ReceivedMessage[] | null> {
  const sentinel = await sentinelFor(connection);
  if (sentinel === null || !connection.open) return null;
  const { scope } = connection;
  const { lastActivity } = scope;
  const frame = connection.send(encode(sentinel.message, sentinel.payload), sentinel.message.name);
  const fate = scope.judge.fate(frame);
  if (fate.kind !== "exchange") return null;
  const { exchange } = fate;
  await scope.wait({
    ready: () => (exchange.phase !== "running" || connection.over ? true : undefined),
    limitMs: scope.ground.config.patienceMs,
    owed: () => exchange.phase === "running",
    late: () => {
      throw nothingCame(connection, `the reply to the sentinel \`${sentinel.message.name}\``);
    },
  });
  // The sentinel itself is no activity: a window that has begun before goes on.
  scope.lastActivity = lastActivity;
  return exchange.replies;
}

/**
 * Waits until nothing has been sent or received in the whole scope for the window's length and `longerMs`, counted
 * from the last frame before this call: proofs on several connections share one window. Where the connection ends,
 * nothing more can come to it.
 */
export async function quietWindow(connection: Connection, longerMs = 0): Promise<void> {
  const { scope } = connection;
  const { quietMs, patienceMs } = scope.ground.config;
  const until = scope.lastActivity + quietMs + Math.min(longerMs, patienceMs);
  const left = until - scope.now();
  if (left <= 0) return;
  await scope.wait({
    ready: () => (connection.over ? true : undefined),
    limitMs: left,
    owed: () => false,
    late: () => true,
  });
}
