import { performance } from "node:perf_hooks";
import { assertNever } from "../contract/assert-never.ts";
import type { FrameData, Reading } from "../contract/frame.ts";
import type { Channel, RejectKind } from "../contract/model.ts";
import type { Connection } from "./connection.ts";
import type { Incoming, Refused } from "./decisions.ts";
import { startExchange } from "./exchange/start.ts";
import { judgeFrame } from "./frame-verdict.ts";
import { refuse } from "./refusal/refuse.ts";
import type { World } from "./world.ts";

/** Takes one frame of a client: limits first, then what it is, then what it gets. */
export function receive(
  world: World,
  connection: Connection,
  { data, isBinary }: { readonly data: Buffer; readonly isBinary: boolean },
): void {
  connection.lastFromClient = performance.now();
  if (connection.phase !== "open") return;
  const limit = brokenLimit(world, connection, data.byteLength);
  if (limit !== null) {
    tell(world, connection, {
      data: isBinary ? { kind: "binary", bytes: data } : textOf(data),
      refused: limit,
    });
    refuse(world, connection, refusedWhole(connection.channel, limit));
    return;
  }
  const incoming = readIncoming(world, connection, isBinary ? { kind: "binary", bytes: data } : textOf(data));
  const verdict = world.decisions.frame(judgeFrame(incoming), incoming);
  const refused = verdict.kind === "refused" ? verdict.refused.reject : null;
  if (world.observe !== null)
    tell(world, connection, { data: incoming.data, reading: incoming.reading, refused });
  switch (verdict.kind) {
    case "nothing":
      return;
    case "refused":
      refuse(world, connection, verdict.refused);
      return;
    case "request":
      startExchange(world, connection, verdict.request);
      return;
    default:
      assertNever(verdict);
  }
}

interface Heard {
  readonly data: FrameData;
  /** Absent where nobody read it. */
  readonly reading?: Reading;
  readonly refused: RejectKind | null;
}

function tell({ observe }: World, { id }: Connection, { data, reading, refused }: Heard): void {
  if (observe === null) return;
  const message = reading !== undefined && "message" in reading ? reading.message.name : null;
  const shown = data.kind === "text" ? { text: data.text } : { bytes: data.bytes.byteLength };
  observe({ kind: "received", connection: id, message, data: shown, refused });
}

function brokenLimit(world: World, connection: Connection, bytes: number): RejectKind | null {
  const { messageBytes } = connection.channel.limits;
  const isTooLarge = messageBytes !== null && bytes > messageBytes;
  const isTooFast = connection.rate.exceeds(connection.lastFromClient);
  if (world.decisions.tooLarge(isTooLarge, connection)) return "tooLarge";
  return world.decisions.tooFast(isTooFast, connection) ? "tooFast" : null;
}

/** A frame that is refused before anybody reads it. */
function refusedWhole(channel: Channel, reject: RejectKind): Refused {
  return { reject, refusal: channel.rejects[reject], operation: null, message: null, payload: undefined };
}

/** Where the document wants binary frames read as text, they are. */
function readIncoming(world: World, connection: Connection, data: FrameData): Incoming {
  const reading = world.reader.read(connection.channel, "client", data);
  const refusal = connection.channel.rejects.binary;
  const isText =
    reading.kind === "binary" &&
    data.kind === "binary" &&
    refusal.kind !== "unspecified" &&
    refusal.outcomes[0]?.kind === "as-text";
  return isText ? readIncoming(world, connection, textOf(data.bytes)) : { connection, data, reading };
}

/** Bytes that are no UTF-8 become replacement characters, and so no JSON that anybody meant. */
function textOf(bytes: Uint8Array): FrameData {
  const buffer = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { kind: "text", text: buffer.toString("utf8") };
}
