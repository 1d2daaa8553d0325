import type { Decisions } from "../decisions.ts";
import { usualEnd, usualReplies } from "./lab.ts";
import type { Fault } from "./model.ts";
import { onReply } from "./on.ts";
import { channelsWhere, requestsWhere, targets } from "./places.ts";

const UNAVAILABLE = 503;
const INTERNAL_ERROR = 1011;
/** A text frame with all reserved bits set, which no extension was agreed for (RFC 6455, section 5.2). */
const FORBIDDEN_FRAME = new Uint8Array([0xf1, 0x01, 0x41]);

export const UNKNOWN_PATH_ACCEPTED: Fault = {
  name: "unknown-path-accepted",
  family: "connection",
  summary: "a path that the document does not declare is served all the same",
  rule: "HANDSHAKE-ACCEPTED",
  appliesTo: ({ unknownChannel, channels }) =>
    unknownChannel.kind === "unspecified" || channels.length === 0
      ? { kind: "none", why: "nothing is said about other paths" }
      : { kind: "places", places: [{ channel: "", operation: "" }] },
  hooks: () => ({
    handshake: (verdict) =>
      verdict.kind === "refused" && verdict.flaw === "unknown-path" && verdict.session !== null
        ? { kind: "accepted", session: verdict.session }
        : verdict,
  }),
};

export const BAD_HANDSHAKE_ACCEPTED: Fault = {
  name: "bad-handshake-accepted",
  family: "connection",
  summary: "nobody looks at declared query parameters, headers and subprotocols",
  rule: "HANDSHAKE-ACCEPTED",
  appliesTo: (contract) =>
    channelsWhere(
      contract,
      "no handshake can be wrong, or nothing is said about it",
      ({ query, headers, subprotocols, rejects }) =>
        rejects.badHandshake.kind !== "unspecified" &&
        query.length + headers.length + subprotocols.length > 0,
    ),
  hooks: (scope) => ({
    handshake: (verdict) =>
      verdict.kind === "refused" &&
      (verdict.flaw === "bad-field" || verdict.flaw === "bad-subprotocol") &&
      verdict.session !== null &&
      scope.covers(verdict.session.channel.name)
        ? { kind: "accepted", session: verdict.session }
        : verdict,
  }),
};

export const HANDSHAKE_REFUSED: Fault = {
  name: "handshake-refused",
  family: "connection",
  summary: "a handshake in order is refused",
  rule: "HANDSHAKE-REFUSED",
  breaksAll: true,
  appliesTo: (contract) => channelsWhere(contract, "there is no channel", () => true),
  hooks: (scope) => ({
    handshake: (verdict) => {
      if (verdict.kind !== "accepted" || !scope.covers(verdict.session.channel.name)) return verdict;
      const refusal = { kind: "unspecified", deliberate: false, place: "" } as const;
      const { session } = verdict;
      return { kind: "refused", flaw: "none", reject: "badHandshake", refusal, status: UNAVAILABLE, session };
    },
  }),
};

export const NO_HANDSHAKE: Fault = {
  name: "no-handshake",
  family: "connection",
  summary: "a handshake is never answered",
  rule: "NO-HANDSHAKE",
  breaksAll: true,
  appliesTo: HANDSHAKE_REFUSED.appliesTo,
  hooks: (scope) => ({
    handshake: (verdict) =>
      verdict.kind === "accepted" && scope.covers(verdict.session.channel.name)
        ? { kind: "unanswered" }
        : verdict,
  }),
};

interface OpeningFault extends Pick<Fault, "summary" | "rule"> {
  /** How often a message of the opening comes; `ends`: it is the last. */
  readonly times: (ends: boolean) => number;
}

/** Changes how often messages of the opening come. */
function inOpening(name: string, { summary, rule, times }: OpeningFault): Fault {
  return {
    name,
    family: "connection",
    summary,
    rule,
    breaksAll: true,
    appliesTo: (contract) =>
      channelsWhere(contract, "no channel has an opening", ({ opening }) => opening.kind === "sequence"),
    hooks: (scope): Partial<Decisions> => ({
      outgoing: (wires, { cause, connection }) =>
        cause.kind === "opening" && scope.covers(connection.channel.name)
          ? Array.from({ length: times(cause.ends) }, () => wires).flat()
          : wires,
    }),
  };
}

export const NO_GREETING: Fault = inOpening("no-greeting", {
  summary: "nothing comes of the declared opening",
  rule: "NO-OPENING",
  times: () => 0,
});

export const REPEATED_GREETING: Fault = inOpening("repeated-greeting", {
  summary: "the last message of the opening comes twice",
  rule: "UNEXPECTED",
  times: (ends) => (ends ? 2 : 1),
});

export const WRONG_SUBPROTOCOL: Fault = {
  name: "wrong-subprotocol",
  family: "connection",
  summary: "the handshake's answer names no subprotocol",
  rule: "SUBPROTOCOL",
  breaksAll: true,
  appliesTo: (contract) =>
    channelsWhere(
      contract,
      "no channel declares a subprotocol",
      ({ subprotocols }) => subprotocols.length > 0,
    ),
  hooks: (scope) => ({ subprotocol: (name, channel) => (scope.covers(channel.name) ? "" : name) }),
};

export const CLOSE_NOT_ANSWERED: Fault = {
  name: "close-not-answered",
  family: "connection",
  summary: "a client's close frame is not answered",
  rule: "NO-CLOSE",
  breaksAll: true,
  appliesTo: HANDSHAKE_REFUSED.appliesTo,
  hooks: (scope) => ({
    connected: ({ socket, channel }) => {
      // `ws` answers by closing itself.
      if (!scope.covers(channel.name)) return;
      scope.act();
      socket.close = () => undefined;
    },
  }),
};

export const UNEXPECTED_CLOSE: Fault = {
  name: "unexpected-close",
  family: "connection",
  summary: "the connection is closed after an exchange, for no declared reason",
  rule: "UNEXPECTED-CLOSE",
  appliesTo: (contract) =>
    requestsWhere(
      contract,
      "no exchange ends with a reply",
      (operation, channel) =>
        usualReplies(channel, operation).length > 0 && usualEnd(channel, operation) === "over",
    ),
  hooks: (scope) =>
    onReply(scope, (wires, { ends, outgoing: { connection } }) =>
      ends ? [...wires, { kind: "close", to: connection, code: INTERNAL_ERROR }] : wires,
    ),
};

export const BROKEN_FRAME: Fault = {
  name: "broken-frame",
  family: "connection",
  summary: "in place of a reply come bytes that RFC 6455 does not allow",
  rule: "PROTOCOL",
  appliesTo: UNEXPECTED_CLOSE.appliesTo,
  hooks: (scope) =>
    onReply(scope, (_wires, { outgoing: { connection } }) => [
      { kind: "bytes", to: connection, bytes: FORBIDDEN_FRAME },
    ]),
};

export const WRONG_SHUTDOWN_CODE: Fault = {
  name: "wrong-shutdown-code",
  family: "connection",
  summary: "when the service stops, clients see another close code than declared",
  rule: "WRONG-CLOSE",
  appliesTo: ({ shutdown }) =>
    targets(
      shutdown.kind === "close" && shutdown.codes.kind === "codes" ? [{ channel: "", operation: "" }] : [],
      "nothing is said about the end of the service",
    ),
  hooks: () => ({ closeCode: (code, reason) => (reason === "shutdown" ? INTERNAL_ERROR : code) }),
};
