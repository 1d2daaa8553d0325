import type { FrameData, Reading } from "../../contract/frame.ts";
import { serverMessages, uncheckedPlaces } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Message } from "../../contract/model.ts";
import { attribute } from "./attribution.ts";
import { blame } from "./blame.ts";
import { deniedBy } from "../connection/denied.ts";
import { cantBeShown, refusalMessage } from "../connection/handshake.ts";
import { identify } from "./identify.ts";
import { touchIdle } from "../connection/idle.ts";
import { note } from "../forgetting.ts";
import type { Incoming } from "./incoming.ts";
import type { Charge } from "../ledger.ts";
import type { FrameId, ReceivedMessage } from "../model.ts";
import type { Connection, Moment } from "../state.ts";
import { cut, excerpt, jsonText } from "../narrative/words.ts";

/** Judges one frame of the server. */
export function serverFrame(moment: Moment, event: ServerFrame): void {
  judgeFrame(moment, event);
  // What announces an idle close is told by the silence before it.
  touchIdle(moment, "server");
}

interface ServerFrame {
  readonly frame: FrameId;
  readonly data: FrameData;
}

function judgeFrame(moment: Moment, event: ServerFrame): void {
  const { connection, at } = moment;
  const identified = identify(moment, event);
  const incoming = identified.kind === "message" ? identified.incoming : null;
  const judged = isJudged(moment);
  if (incoming !== null && judged && claimed(moment, incoming)) return;
  const { reading } = identified.kind === "message" ? identified.incoming : identified;
  const name = incoming?.readings[0]?.name ?? "";
  const received = { frame: event.frame, at, name, payload: payloadOf(reading), reading };
  note(moment.scope, connection, received);
  if (isClosed(connection)) moment.scope.ledger.violated(moment, afterClose(moment, received));
  else if (connection.refusing !== null) refusalMessage(moment, incoming, textOf(reading, event.data));
  else if (incoming === null) otherFrame(moment, reading, event);
  else if (judged) unclaimed(moment, incoming, received);
}

/** By the server, that is: what was under way when the client left is nobody's fault. */
function isClosed({ view, leftAt }: Connection): boolean {
  return view.phase === "closed" && leftAt === Number.POSITIVE_INFINITY;
}

/** Nothing is attributed any more once the client has left: what comes then was under way. */
function isJudged({ connection }: Moment): boolean {
  const { muted, leftAt, view, refusing } = connection;
  return !muted && leftAt === Number.POSITIVE_INFINITY && view.phase !== "closed" && refusing === null;
}

/** Gives the frame to what it belongs to. False where nothing takes it. */
function claimed(moment: Moment, incoming: Incoming): boolean {
  const claim = attribute(moment, incoming);
  if (claim === null) return false;
  const { frame, at, payload, reading, faults } = incoming;
  const { connection, scope } = moment;
  const received: ReceivedMessage = { frame, at, name: claim.message.name, payload, reading };
  note(scope, connection, received);
  if (faults.length > 0) scope.ledger.violated(moment, schemaCharge(incoming));
  else checked(moment, incoming, claim.message);
  claim.take(received);
  return true;
}

/** A valid message keeps its schema, but for what nobody here can check; that keeps nothing. */
function checked(moment: Moment, { reading, payload }: Incoming, message: Message): void {
  const { contract, ledger, coverage } = moment.scope;
  if (message.content.kind === "unchecked" || reading.kind === "unchecked") {
    ledger.notReached(moment, message.place, "format unchecked");
    return;
  }
  ledger.kept(moment, message.place);
  for (const place of uncheckedPlaces(contract, message))
    ledger.notReached(moment, place, "format unchecked");
  coverage.message(moment.connection.channel.name, message, payload);
}

function unclaimed(moment: Moment, incoming: Incoming, received: ReceivedMessage): void {
  const { connection, scope } = moment;
  const { channel } = connection;
  const [message] = incoming.readings;
  if (message === undefined) return;
  if (incoming.faults.length > 0) scope.ledger.violated(moment, schemaCharge(incoming));
  else if (wantsCredential(moment)) return;
  else if (serverMessages(channel).includes(message.name)) blame(moment, incoming, received);
  else scope.ledger.unspecified(moment, message.place, "no operation names this message");
}

/** The reply that refuses a handshake may be to one without what no handshake can show. */
function wantsCredential(moment: Moment): boolean {
  const { connection, scope } = moment;
  const { channel, facts, view } = connection;
  const types = facts.expects.kind === "accepted" ? deniedBy(channel, scope.contract, view.received) : [];
  if (types.length > 0) scope.ledger.unspecified(moment, channel.place, cantBeShown(types));
  return types.length > 0;
}

function schemaCharge({ readings, payload, faults, frame }: Incoming): Charge {
  const [message] = readings;
  const [fault] = faults;
  const name = message?.name ?? "";
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
  return {
    rule: "SCHEMA",
    place: fault?.place ?? message?.place ?? "#",
    frame,
    summary: `\`${name}\` breaks its schema: ${fault?.at || "the payload"} ${fault?.message ?? ""}${more}`,
    promised: `payload of \`${name}\`${fault === undefined ? "" : `: ${fault.keyword}`}`,
    got: excerpt(message ?? null, payload),
    faults,
  };
}

/** A frame that is no message at all. */
function otherFrame(moment: Moment, reading: Reading, { frame, data }: ServerFrame): void {
  const { connection, scope } = moment;
  const { channel } = connection;
  const { place } = channel;
  if (channel.name === "") {
    scope.ledger.unspecified(moment, place, "the document does not declare this path");
    return;
  }
  const promised = `one of ${serverMessages(channel).join(", ")}`;
  scope.ledger.violated(moment, { ...whatElse(reading), place, frame, promised, got: textOf(reading, data) });
}

function whatElse(reading: Reading): Pick<Charge, "rule" | "summary"> {
  if (reading.kind === "empty") return { rule: "MALFORMED", summary: "an empty frame came" };
  if (reading.kind === "malformed")
    return { rule: "MALFORMED", summary: `a frame came that is not of the declared type: ${reading.why}` };
  if (reading.kind === "binary")
    return { rule: "UNDECLARED", summary: "a binary frame came, and no message of the server is binary" };
  return { rule: "UNDECLARED", summary: "a frame came that is no declared message of the server" };
}

function afterClose({ connection }: Moment, { frame, name }: ReceivedMessage): Charge {
  const promised = "nothing after a close frame (RFC 6455, section 5.5.1)";
  const summary = `${name === "" ? "a frame" : `a \`${name}\``} came after the server's close frame`;
  return { rule: "PROTOCOL", place: connection.channel.place, frame, summary, promised, got: name };
}

function payloadOf(reading: Reading): Json {
  return "payload" in reading ? reading.payload : null;
}

function textOf(reading: Reading, data: FrameData): string {
  if (reading.kind === "misdirected") return excerpt(reading.message, reading.payload);
  if ("payload" in reading) return jsonText(reading.payload);
  return data.kind === "text"
    ? `text ${JSON.stringify(cut(data.text))}`
    : `binary, ${data.bytes.length} bytes`;
}
