import type { WebSocket } from "ws";
import { serve, serveRefusal } from "./accept.ts";
import { statusOf } from "./codes.ts";
import { Connection } from "./connection.ts";
import { decideHandshake, type Gate } from "./handshake/decide.ts";
import { answerRefused } from "./handshake/http-answer.ts";
import { type HandshakeFacts, readFacts } from "./handshake/request-facts.ts";
import type { HandshakeVerdict, Session } from "./handshake/verdict.ts";
import { maskedTarget } from "./target.ts";
import type { Upgrade, WebSockets } from "./websockets.ts";
import type { World } from "./world.ts";

export interface Entrance {
  readonly gate: Gate;
  readonly websockets: WebSockets;
  readonly nextId: () => number;
}

/** Answers handshakes: with a connection, with an HTTP status, or with a connection that is refused at once. */
export function createUpgrader(
  world: World,
  { gate, websockets, nextId }: Entrance,
): (upgrade: Upgrade) => Promise<void> {
  const accept = (
    upgrade: Upgrade,
    { session, facts }: { readonly session: Session; readonly facts: HandshakeFacts },
    then: (connection: Connection) => void,
  ): void => {
    const subprotocol = world.decisions.subprotocol(session.subprotocol, session.channel);
    websockets.accept(upgrade, subprotocol, (socket) => {
      // Its handshake was decided while everyone was told to leave.
      if (world.end.code !== null) return dismiss(socket, world.end.code);
      then(new Connection(nextId(), { socket, tcp: upgrade.socket, session, facts }));
    });
  };
  return async (upgrade) => {
    const facts = readFacts(upgrade.request);
    const verdict = world.decisions.handshake(await decideHandshake(gate, facts), facts);
    if (verdict.kind === "unanswered") return;
    if (verdict.kind === "accepted")
      return accept(upgrade, { session: verdict.session, facts }, (connection) => {
        tellOpened(world, connection, facts);
        serve(world, connection);
      });
    const { session, refusal, reject } = verdict;
    const isBarred = session !== null && isAfterAccept(verdict);
    const status = isBarred ? SWITCHING : statusFor(verdict);
    tellRefused(world, facts, { status, why: verdict.flaw });
    if (!isBarred) return answerRefused(upgrade.socket, status);
    accept(upgrade, { session, facts }, (connection) => {
      tellOpened(world, connection, facts);
      serveRefusal(world, connection, { refusal, reject });
    });
  };
}

function dismiss(socket: WebSocket, code: number): void {
  socket.on("error", () => undefined);
  socket.close(code);
}

const SWITCHING = 101;

function tellOpened(
  { observe, contract }: World,
  { id, channel, session }: Connection,
  facts: HandshakeFacts,
): void {
  if (observe === null) return;
  const target = maskedTarget(contract, facts);
  observe({ kind: "opened", connection: id, channel: channel.name, target, subject: session.subject.name });
}

function tellRefused(
  { observe, contract }: World,
  facts: HandshakeFacts,
  about: { readonly status: number; readonly why: string },
): void {
  observe?.({ kind: "handshake-refused", target: maskedTarget(contract, facts), ...about });
}

type RefusedVerdict = HandshakeVerdict & { kind: "refused" };

/** True where the document promises something that only an open connection can show (101, then close 4401). */
function isAfterAccept({ refusal }: RefusedVerdict): boolean {
  if (refusal.kind !== "declared") return false;
  const [outcome] = refusal.outcomes;
  return outcome !== undefined && outcome.kind !== "status" && outcome.kind !== "as-text";
}

function statusFor({ refusal, status }: RefusedVerdict): number {
  const outcome = refusal.kind === "declared" ? refusal.outcomes[0] : undefined;
  return outcome?.kind === "status" ? statusOf(outcome.codes, status) : status;
}
