import { type Decisions, RIGHT } from "../decisions.ts";

/** The decisions of several, one after the other: each gets what the one before made of it. */
export function inTurn(all: readonly Partial<Decisions>[]): Decisions {
  return all.reduce<Decisions>((first, second) => joined(first, { ...RIGHT, ...second }), RIGHT);
}

function joined(first: Decisions, second: Decisions): Decisions {
  return {
    handshake: (verdict, facts) => second.handshake(first.handshake(verdict, facts), facts),
    subprotocol: (name, channel) => second.subprotocol(first.subprotocol(name, channel), channel),
    connected: (connection) => {
      first.connected(connection);
      second.connected(connection);
    },
    left: (connection, running) => {
      first.left(connection, running);
      second.left(connection, running);
    },
    opensBarred: (opens, channel) => second.opensBarred(first.opensBarred(opens, channel), channel),
    frame: (verdict, incoming) => second.frame(first.frame(verdict, incoming), incoming),
    tooLarge: (is, connection) => second.tooLarge(first.tooLarge(is, connection), connection),
    tooFast: (is, connection) => second.tooFast(first.tooFast(is, connection), connection),
    script: (script, request, connection) =>
      second.script(first.script(script, request, connection), request, connection),
    interrupts: (stops, interrupter, target) =>
      second.interrupts(first.interrupts(stops, interrupter, target), interrupter, target),
    outgoing: (wires, outgoing) => second.outgoing(first.outgoing(wires, outgoing), outgoing),
    refusal: (outcome, refused, connection) =>
      second.refusal(first.refusal(outcome, refused, connection), refused, connection),
    recipients: (recipients, pushing) => second.recipients(first.recipients(recipients, pushing), pushing),
    closeCode: (code, reason, connection) =>
      second.closeCode(first.closeCode(code, reason, connection), reason, connection),
    idleMs: (ms, channel) => second.idleMs(first.idleMs(ms, channel), channel),
  };
}
