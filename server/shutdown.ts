import { once } from "node:events";
import type { Contract } from "../contract/model.ts";
import { closeCodeOf } from "./codes.ts";
import type { Connection } from "./connection.ts";
import { close } from "./transmit.ts";
import type { World } from "./world.ts";

const GOING_AWAY = 1001;
/** How long clients may take to answer. */
const GRACE_MS = 1000;

/** Closes every connection with the declared code; those that do not answer in time are cut. */
export async function closeAll(world: World): Promise<void> {
  const code = shutdownCode(world.contract);
  const left = [...world.connections].map((connection) => goodbye(world, connection, code));
  await Promise.all(left);
}

async function goodbye(world: World, connection: Connection, code: number): Promise<void> {
  const { socket } = connection;
  if (socket.readyState === socket.CLOSED) return;
  const closed = once(socket, "close");
  const cut = world.timers.after(GRACE_MS, () => socket.terminate());
  close(world, connection, { code, reason: "shutdown" });
  await closed;
  cut();
}

function shutdownCode({ shutdown }: Contract): number {
  if (shutdown.kind === "none" || shutdown.codes.kind !== "codes") return GOING_AWAY;
  return closeCodeOf(shutdown.codes, null);
}
