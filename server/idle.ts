import { messageNamed } from "../contract/index.ts";
import { pointerGet } from "../contract/json-pointer.ts";
import type { Idle } from "../contract/model.ts";
import { closeCodeOf } from "./codes.ts";
import type { Connection } from "./connection.ts";
import { guarded } from "./guard.ts";
import { identityEdits } from "./identity.ts";
import type { Cancel } from "./timers.ts";
import { close, send } from "./transmit.ts";
import type { World } from "./world.ts";

type Limit = Idle & { kind: "close" };

/** Watches a connection's silence; the returned function stops watching. */
export function watchIdle(world: World, connection: Connection): Cancel {
  const { idle } = connection.channel;
  if (idle.kind === "none") return () => undefined;
  const ms = world.decisions.idleMs(limitOf(idle, connection), connection.channel);
  if (ms === Number.POSITIVE_INFINITY) return () => undefined;
  const openedAt = performance.now();
  let cancel: Cancel = () => undefined;
  // One timer a connection: traffic only moves the time that it looks at when it fires.
  const look = (): void => {
    if (idle.until !== "" && connection.succeeded.has(idle.until)) return;
    const left = ms - (performance.now() - lastSignOfLife(idle, connection, openedAt));
    if (left > 0) cancel = world.timers.after(Math.ceil(left), look);
    else guarded(world, connection, () => closeIdle(world, connection, idle));
  };
  cancel = world.timers.after(ms, look);
  return () => cancel();
}

/** A login deadline counts from the handshake, whatever comes. */
function lastSignOfLife({ until, resets }: Limit, connection: Connection, openedAt: number): number {
  if (until !== "") return openedAt;
  const { lastFromClient, lastFromServer } = connection;
  return resets === "any" ? Math.max(lastFromClient, lastFromServer) : lastFromClient;
}

function limitOf({ after }: Limit, { handshake }: Connection): number {
  if (after.kind === "fixed") return after.ms;
  const said = Number(pointerGet(handshake, after.pointer.pointer) ?? Number.NaN);
  if (Number.isFinite(said) && said >= 0) return said * after.unitMs;
  return after.defaultMs ?? Number.POSITIVE_INFINITY;
}

function closeIdle(world: World, connection: Connection, idle: Limit): void {
  if (idle.reply !== "") {
    const message = messageNamed(connection.channel, idle.reply);
    const payload = world.composer.compose(message, 0, () => identityEdits(connection, message));
    send(world, connection, { message, payload, cause: { kind: "idle" } });
  }
  close(world, connection, { code: closeCodeOf(idle.codes, null), reason: "idle" });
}
