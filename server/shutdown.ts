import { once } from "node:events";
import type { Contract } from "../contract/model.ts";
import { closeCodeOf } from "./codes.ts";
import type { Connection } from "./connection.ts";
import type { CloseReason } from "./decisions.ts";
import { close } from "./transmit.ts";
import type { World } from "./world.ts";

const GOING_AWAY = 1001;
/** https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number */
const SERVICE_RESTART = 1012;
/** How long clients may take to answer. */
const GRACE_MS = 1000;

/** Closes every connection with the declared code; those that do not answer in time are cut. */
export async function closeAll(world: World): Promise<void> {
  await leaveAll(world, { code: shutdownCode(world.contract), reason: "shutdown", text: "" });
}

/** Tells every connection that the service starts again with another contract, and lets none of them stay. */
export async function restartAll(world: World, why: string): Promise<void> {
  await leaveAll(world, { code: SERVICE_RESTART, reason: "restart", text: shortened(why) });
}

/** A close frame holds 125 bytes, two of them the code (RFC 6455, section 5.5). */
const MOST_REASON_BYTES = 123;

function shortened(text: string): string {
  const characters = [...text].slice(0, MOST_REASON_BYTES);
  while (Buffer.byteLength(characters.join("")) > MOST_REASON_BYTES) characters.pop();
  return characters.join("");
}

interface Goodbye {
  readonly code: number;
  readonly reason: CloseReason;
  readonly text: string;
}

async function leaveAll(world: World, about: Goodbye): Promise<void> {
  world.end.code = about.code;
  await Promise.all([...world.connections].map((connection) => goodbye(world, connection, about)));
}

async function goodbye(world: World, connection: Connection, about: Goodbye): Promise<void> {
  const { socket } = connection;
  if (socket.readyState === socket.CLOSED) return;
  const closed = once(socket, "close");
  const cut = world.timers.after(GRACE_MS, () => socket.terminate());
  close(world, connection, about);
  await closed;
  cut();
}

function shutdownCode({ shutdown }: Contract): number {
  if (shutdown.kind === "none" || shutdown.codes.kind !== "codes") return GOING_AWAY;
  return closeCodeOf(shutdown.codes, null);
}
