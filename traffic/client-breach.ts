import type { Channel, FrameData, FrameReader, Reading, RejectKind } from "../contract/index.ts";
import type { ConnectionId, FrameId, Violation } from "../judge/index.ts";

const LONGEST = 60;

const WHAT: { readonly [kind in RejectKind]: string } = {
  malformed: "is not of the declared type",
  unknown: "is no declared message of the client",
  invalid: "breaks its schema",
  binary: "is binary, and no message of the client is",
  tooLarge: "is larger than the document allows",
  tooFast: "comes faster than the document allows",
  outOfOrder: "comes out of order",
  duplicate: "has the id of an exchange that still runs",
  empty: "is empty",
  misdirected: "is a message of the service",
  uncorrelated: "answers nothing",
  badHandshake: "follows a bad handshake",
  unauthenticated: "needs a credential",
  forbidden: "is not allowed",
  noReply: "is missing",
};

interface Bad {
  readonly frame: FrameId;
  readonly at: number;
  readonly data: FrameData;
  readonly kinds: readonly RejectKind[];
}

/** What a client did against the contract. The service owes the declared outcome; that is judged on its own. */
export function clientBreach(
  { reader, channel, connection }: { reader: FrameReader; channel: Channel; connection: ConnectionId },
  { frame, at, data, kinds }: Bad,
): Violation {
  const reading = reader.read(channel, "client", data);
  const name = "message" in reading ? `\`${reading.message.name}\`` : "a frame";
  const place = "message" in reading ? reading.message.place : channel.place;
  const faults = reading.kind === "invalid" ? reading.faults : [];
  const first = faults[0];
  const detail = first === undefined ? "" : `: ${first.at || "the payload"} ${first.message}`;
  return {
    rule: "CLIENT",
    place: first?.place ?? place,
    connection,
    at,
    frame,
    summary: `${name} of the client ${kinds.map((kind) => WHAT[kind]).join(" or ")}${detail}`,
    promised: "clients send what the document lets them, in the order it gives",
    got: gotText(reading, data),
    faults,
  };
}

function gotText(reading: Reading, data: FrameData): string {
  if (data.kind === "binary") return `binary, ${data.bytes.length} bytes`;
  const text = "payload" in reading ? JSON.stringify(reading.payload) : JSON.stringify(data.text);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}
