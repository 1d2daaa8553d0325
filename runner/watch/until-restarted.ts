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
    const begun = performance.now();
    const wasThere = await held(endpoint, signal);
    if (signal.aborted) break;
    if (!wasThere) return untilThere(endpoint, signal);
    // Some services close a connection that says nothing, some at once.
    if (performance.now() - begun < POLL_MS) await shortPause(signal);
  }
  return false;
}

async function untilThere(endpoint: Endpoint, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if ((await connectFailure(endpoint)) === "") return true;
    await shortPause(signal);
  }
  return false;
}

/** Ends early when `signal` is aborted: whoever aborts it waits for us. */
async function shortPause(signal: AbortSignal): Promise<void> {
  await pause(POLL_MS, null, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

/** Connects and resolves when that connection is gone: was there one? */
async function held({ host, port }: Endpoint, signal: AbortSignal): Promise<boolean> {
  const socket = connect({ host, port });
  let wasThere = false;
  socket.once("connect", () => {
    wasThere = true;
  });
  socket.resume();
  try {
    await once(socket, "close", { signal });
  } catch {
    // Refused or aborted: the caller looks.
  } finally {
    socket.destroy();
  }
  return wasThere;
}
