import type { Socket } from "node:net";

/** Two sockets that are to be one. */
export interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/**
 * Lets two sockets be one: bytes both ways as they come, with the back pressure of either, the end of one direction
 * while the other goes on, and a reset as a reset.
 */
export function join({ client, server }: Pair): void {
  client.pipe(server);
  server.pipe(client);
  follow(client, server);
  follow(server, client);
}

/** What becomes of a socket when the other one is gone. */
export function follow(one: Socket, other: Socket): void {
  one.on("error", () => {
    reset(other);
  });
  one.on("close", (hadError) => {
    if (other.destroyed) return;
    if (hadError || !one.readableEnded) reset(other);
    else if (other.writableFinished) other.destroy();
    else other.once("finish", () => other.destroy());
  });
}

/**
 * Ends a connection with a reset, unless it is over. While its end is on its way to the system that waits for it: Node
 * 20 then gives EINVAL, leaves the handle open, and never says that the socket is closed.
 */
export function reset(socket: Socket): void {
  if (socket.destroyed) return;
  const ends = socket.writableEnded && !socket.writableFinished && socket.writableLength === 0;
  if (ends) socket.once("finish", () => reset(socket));
  else socket.resetAndDestroy();
}
