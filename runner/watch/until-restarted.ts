import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { connectFailure, type Endpoint } from "../tcp.ts";

const POLL_MS = 100;

/**
 * Resolves with true when the service was gone and accepts connections again, however it was started; with false when
 * `signal` is aborted. It holds one connection on which it says nothing: that ends with the service.
 */
export async function untilRestarted(endpoint: Endpoint, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    await untilClosed(endpoint, signal);
    if (signal.aborted) break;
    // Some services close a connection that says nothing.
    if ((await connectFailure(endpoint)) === "") await pause(POLL_MS);
    else return untilThere(endpoint, signal);
  }
  return false;
}

async function untilThere(endpoint: Endpoint, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if ((await connectFailure(endpoint)) === "") return true;
    await pause(POLL_MS);
  }
  return false;
}

async function untilClosed({ host, port }: Endpoint, signal: AbortSignal): Promise<void> {
  const socket = connect({ host, port });
  socket.on("error", () => {}).resume();
  try {
    await once(socket, "close", { signal });
  } catch {
    // Aborted: the caller looks.
  } finally {
    socket.destroy();
  }
}
