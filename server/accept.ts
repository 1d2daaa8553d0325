import type { Refusal, RejectKind } from "../contract/model.ts";
import type { Connection } from "./connection.ts";
import { guarded } from "./guard.ts";
import { identityFromHandshake } from "./identity.ts";
import { watchIdle } from "./idle.ts";
import { open, sayOpening } from "./opening.ts";
import { fireDisconnected } from "./push/fire.ts";
import { receive } from "./receive.ts";
import { refuse } from "./refusal/refuse.ts";
import type { World } from "./world.ts";

/** Serves a connection from its first frame to its last. */
export function serve(world: World, connection: Connection): void {
  const { socket } = connection;
  world.connections.add(connection);
  connection.identity = identityFromHandshake(connection);
  const stopWatching = watchIdle(world, connection);
  // `ws` reports here what RFC 6455 forbids, and closes by itself: nothing is left to do.
  socket.on("error", () => undefined);
  socket.on("message", (data: Buffer, isBinary: boolean) =>
    guarded(world, connection, () => receive(world, connection, { data, isBinary })),
  );
  // A client that says goodbye gets no more; one that answers the stub's own close has got what it was to get.
  socket.on("goodbye", () => {
    if (connection.phase !== "closing") endExchanges(world, connection);
  });
  socket.on("close", (code: number, reason: Buffer) => {
    tellClosed(world, connection, { code, reason });
    const wasOpen = connection.phase !== "opening";
    connection.phase = "closed";
    stopWatching();
    endExchanges(world, connection);
    for (const { forget } of connection.owed) forget();
    world.connections.delete(connection);
    if (wasOpen) guarded(world, connection, () => fireDisconnected(world, connection));
  });
  world.decisions.connected(connection);
  guarded(world, connection, () => open(world, connection));
}

function endExchanges(world: World, connection: Connection): void {
  const running = [...connection.exchanges];
  connection.endExchanges();
  world.decisions.left(connection, running);
}

function tellClosed(
  { observe }: World,
  { id }: Connection,
  { code, reason }: { readonly code: number; readonly reason: Buffer },
): void {
  observe?.({ kind: "closed", connection: id, code, reason: reason.toString("utf8") });
}

/** Refuses a client whose handshake was accepted only for that: nothing but the refusal comes, again for each frame. */
export function serveRefusal(
  world: World,
  connection: Connection,
  { refusal, reject }: { readonly refusal: Refusal; readonly reject: RejectKind },
): void {
  const { socket } = connection;
  connection.phase = "barred";
  world.connections.add(connection);
  const say = (): void =>
    refuse(world, connection, { reject, refusal, operation: null, message: null, payload: undefined });
  socket.on("error", () => undefined);
  socket.on("message", () => guarded(world, connection, say));
  socket.on("close", (code: number, reason: Buffer) => {
    tellClosed(world, connection, { code, reason });
    world.connections.delete(connection);
  });
  guarded(world, connection, () => {
    if (world.decisions.opensBarred(false, connection.channel)) sayOpening(world, connection);
    say();
  });
}
