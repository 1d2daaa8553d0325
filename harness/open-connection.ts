import type { HandshakeExpectation } from "../judge/model.ts";
import { nothingCame } from "./arrived.ts";
import { failScenario } from "./broken-promise.ts";
import { Connection } from "./connection.ts";
import type { HandshakeRequest } from "./handshake-request.ts";
import type { Scope } from "./scope.ts";
import { serviceUnreachable } from "./service-health.ts";
import { deniedUnshown, refusedUnshown } from "./unshown.ts";

/**
 * Opens a connection and waits until its opening is over. Throws the violation when the service refuses it or the
 * opening does not come, SERVICE-UNREACHABLE when no service was ever there.
 */
export async function openConnection(scope: Scope, request: HandshakeRequest): Promise<Connection> {
  const connection = begin(scope, request, { kind: "accepted" });
  await settled(connection, "the opening", () => {
    if (connection.refusedWith !== null || connection.closed !== null) throw refusedInstead(connection);
    return scope.judge.connection(connection.id)?.phase === "open" ? true : undefined;
  });
  return connection;
}

/**
 * Tries a handshake. What is accepted is watched until the judge knows that no refusal is owed any more; the caller
 * decides how long a quiet connection has to stay open to count as accepted.
 */
export async function attemptHandshake(
  scope: Scope,
  request: HandshakeRequest,
  expects: HandshakeExpectation,
): Promise<{ readonly connection: Connection; readonly over: boolean }> {
  const connection = begin(scope, request, expects);
  const over = await settled(connection, "an answer to the handshake", () => {
    if (connection.refusedWith !== null || connection.closed !== null || wasDropped(connection)) return true;
    const phase = scope.judge.connection(connection.id)?.phase;
    return phase === "open" && !scope.judge.owes(connection.id) ? false : undefined;
  });
  return { connection, over };
}

function begin(scope: Scope, request: HandshakeRequest, expects: HandshakeExpectation): Connection {
  scope.checkOpen();
  return new Connection(scope, request, expects);
}

/** Waits for a state of a connection being made; a transport that fails ends the wait with the right error. */
async function settled<T>(connection: Connection, what: string, ready: () => T | undefined): Promise<T> {
  const { scope } = connection;
  try {
    return await scope.wait({
      ready: () => {
        const state = ready();
        if (state === undefined && connection.failure !== null) throw failed(connection);
        return state;
      },
      limitMs: scope.ground.config.patienceMs,
      owed: () => !connection.over && scope.judge.deadline() < Number.POSITIVE_INFINITY,
      late: () => {
        throw nothingCame(connection, what);
      },
    });
  } catch (error) {
    // The judge can't know that TCP never stood: then it was no service that kept silent.
    const nobody = connection.failure === null && !connection.tcp && !scope.ground.health.reached;
    if (nobody) throw unreachable(connection, "no answer to the connect");
    throw error;
  }
}

/** A service that lives took the connection and let it fall: a refusal of a kind. */
export function wasDropped({ scope, failure, tcp }: Connection): boolean {
  return failure !== null && tcp && scope.ground.health.reached;
}

function failed(connection: Connection): Error {
  const { scope, failure, id } = connection;
  if (scope.broken !== null) return scope.broken;
  if (!scope.ground.health.reached) return unreachable(connection, failure?.message ?? "");
  const { lastFrame } = scope.ground.health;
  return failScenario(connection, {
    rule: "SERVICE-DIED",
    place: connection.request.channel?.place ?? "#",
    summary: `the service does not take connections any more (${failure?.code || failure?.message})`,
    promised: "a service that had completed a handshake in this run goes on",
    got: `${id} failed; last sent to the service: ${lastFrame || "nothing but handshakes"}`,
  });
}

function unreachable({ failure, request, scope }: Connection, message: string): Error {
  const proxy = scope.ground.reach.through(request.url);
  return serviceUnreachable(request.shownUrl, { code: failure?.code ?? "ETIMEDOUT", message, proxy });
}

/** The judge says HANDSHAKE-REFUSED itself; this is for what it leaves open. */
function refusedInstead(connection: Connection): Error {
  const { scope, refusedWith, closed } = connection;
  if (scope.broken !== null) return scope.broken;
  const unshown =
    refusedUnshown(connection) ?? (closed === null ? null : deniedUnshown(connection, closed.code));
  if (unshown !== null) return unshown;
  return failScenario(connection, {
    rule: "HANDSHAKE-REFUSED",
    place: connection.request.channel?.place ?? "#",
    summary: `the handshake of ${connection.id} was refused`,
    promised: "a handshake with everything that the document asks for is accepted",
    got: refusedWith === null ? `close ${closed?.code}` : `status ${refusedWith}`,
  });
}
