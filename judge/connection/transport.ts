import { refuseHandshake } from "./handshake.ts";
import { closeConnection } from "./leaving.ts";
import type { Moment } from "../state.ts";

interface Failure {
  readonly code: string;
  readonly message: string;
}

/** Codes of our own limits: nothing that the service did wrong. */
const OURS: readonly string[] = [
  "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH",
  "WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH",
];

/**
 * The transport failed: bytes that RFC 6455 does not allow are a violation, a lost connection is a close without a
 * close frame. A service that is not there is nothing for a contract: whoever runs the service says so.
 */
export function transportFailed(moment: Moment, failure: Failure): void {
  const { connection, scope } = moment;
  const { view, facts } = connection;
  if (view.phase === "closed" || view.phase === "refused") return;
  if (isBreach(failure)) breach(moment, failure);
  if (view.phase !== "handshaking") {
    closeConnection(moment, { code: 1006, reason: "", by: "server" });
    return;
  }
  const dropped = scope.handshaken && failure.code !== "ECONNREFUSED" && !connection.muted;
  if (dropped && facts.expects.kind === "refused") refuseHandshake(moment, null);
  view.phase = "closed";
}

function isBreach({ code }: Failure): boolean {
  // `HPE_`: what answers the handshake is no HTTP.
  return /^(WS_ERR_|PROTOCOL|HPE_)/.test(code) && !OURS.includes(code);
}

function breach(moment: Moment, { code, message }: Failure): void {
  const { connection, scope } = moment;
  scope.ledger.violated(moment, {
    rule: "PROTOCOL",
    place: connection.channel.place,
    frame: null,
    summary: `the service broke the WebSocket protocol: ${message}`,
    promised: "frames as RFC 6455 defines them",
    got: `${code} ${message}`.trim(),
  });
  connection.muted = true;
}
