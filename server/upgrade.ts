import { serve, serveRefusal } from "./accept.ts";
import { statusOf } from "./codes.ts";
import { Connection } from "./connection.ts";
import { decideHandshake, type Gate } from "./handshake/decide.ts";
import { answerRefused } from "./handshake/http-answer.ts";
import { type HandshakeFacts, readFacts } from "./handshake/request-facts.ts";
import type { HandshakeVerdict, Session } from "./handshake/verdict.ts";
import type { Upgrade, WebSockets } from "./websockets.ts";
import type { World } from "./world.ts";

/** Answers handshakes: with a connection, with an HTTP status, or with a connection that is refused at once. */
export function createUpgrader(
  world: World,
  { gate, websockets }: { readonly gate: Gate; readonly websockets: WebSockets },
): (upgrade: Upgrade) => Promise<void> {
  let connections = 0;
  const accept = (
    upgrade: Upgrade,
    { session, facts }: { readonly session: Session; readonly facts: HandshakeFacts },
    then: (connection: Connection) => void,
  ): void => {
    const subprotocol = world.decisions.subprotocol(session.subprotocol, session.channel);
    websockets.accept(upgrade, subprotocol, (socket) => {
      connections += 1;
      then(new Connection(connections, { socket, tcp: upgrade.socket, session, facts }));
    });
  };
  return async (upgrade) => {
    const facts = readFacts(upgrade.request);
    const verdict = world.decisions.handshake(await decideHandshake(gate, facts), facts);
    if (verdict.kind === "unanswered") return;
    if (verdict.kind === "accepted")
      return accept(upgrade, { session: verdict.session, facts }, (connection) => serve(world, connection));
    const { session, refusal, reject } = verdict;
    if (session === null || !isAfterAccept(verdict)) return answerRefused(upgrade.socket, statusFor(verdict));
    accept(upgrade, { session, facts }, (connection) => serveRefusal(world, connection, { refusal, reject }));
  };
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
