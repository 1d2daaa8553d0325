import type { ClientOperation, Refusal } from "../contract/model.ts";
import type { Fate, FrameId, RefusalView } from "../judge/model.ts";
import { nothingCame } from "./arrived.ts";
import type { Connection } from "./connection.ts";
import type { BadFrame, RefusalResult } from "./model.ts";
import { type Origin, remembered } from "./origin.ts";
import { provePast } from "./quiet.ts";
import { handled } from "./waits.ts";

/** A frame that has to be refused. */
export class WireBadFrame implements BadFrame {
  readonly #connection: Connection;
  readonly #frame: FrameId;

  constructor(connection: Connection, frame: FrameId) {
    this.#connection = connection;
    this.#frame = frame;
  }

  refusal(): Promise<RefusalResult> {
    return handled(waitForRefusal(this.#connection, this.#frame));
  }
}

/**
 * Waits for what becomes of a frame: the outcome that the document declares or lets infer. Where silence may be that
 * outcome, or nothing is promised, a sentinel or a quiet window shows that the service got past the frame. A frame
 * that was answered like a good one has the phase `accepted`.
 */
export async function waitForRefusal(connection: Connection, frame: FrameId): Promise<RefusalResult> {
  const fate = (): Fate => connection.scope.judge.fate(frame);
  const silence = silenceAfter(connection, fate());
  const unsure = silence !== "never" && !(await isDecided(connection, fate, "quiet"));
  if (unsure || leavesAll(fate())) await provePast(connection);
  // A sentinel has made the judge decide, unless there was none, or an outcome is owed all the same.
  if (silence !== "surely" && !(await isDecided(connection, fate, "patience")))
    throw nothingCame(connection, "a refusal");
  connection.settled.add(frame);
  return remembered(resultOf(fate(), connection), originOfFate(fate(), connection));
}

/** Waits until the judge has decided; false where the limit came first. The judge's own deadline goes before patience. */
function isDecided(connection: Connection, fate: () => Fate, limit: "quiet" | "patience"): Promise<boolean> {
  const { scope } = connection;
  const { quietMs, patienceMs } = scope.ground.config;
  return scope.wait({
    ready: () => (hasOutcome(fate()) ? true : undefined),
    limitMs: limit === "quiet" ? quietMs : patienceMs,
    owed: () => limit === "patience" && scope.judge.deadline() < Number.POSITIVE_INFINITY,
    late: () => false,
  });
}

/**
 * May the service say nothing to this frame? By all places of the document that could apply, or by some. Not so for a
 * flood: a sentinel would only be one frame more.
 */
function silenceAfter({ channel }: Connection, fate: Fate): "surely" | "perhaps" | "never" {
  if (fate.kind !== "refusal" || fate.refusal.kinds.includes("tooFast")) return "never";
  const operations = channel.operations.flatMap((one) => (one.kind === "client" ? [one.rejects] : []));
  const refusals = fate.refusal.kinds.flatMap((kind) =>
    [channel.rejects, ...operations].map((one) => one[kind]),
  );
  if (!refusals.some(leavesOpen)) return "never";
  return refusals.every(leavesOpen) ? "surely" : "perhaps";
}

function leavesOpen(refusal: Refusal): boolean {
  return refusal.kind !== "declared" || refusal.outcomes.some((outcome) => outcome.kind === "ignored");
}

function hasOutcome(fate: Fate): boolean {
  if (fate.kind === "refusal") return fate.refusal.phase !== "owed";
  return fate.kind === "none" || fate.exchange.phase !== "running";
}

/** Nothing is promised for the frame. */
function leavesAll(fate: Fate): boolean {
  return fate.kind === "none" || (fate.kind === "refusal" && fate.refusal.phase === "unspecified");
}

function resultOf(fate: Fate, connection: Connection): RefusalResult {
  if (fate.kind === "refusal") return resultOfView(fate.refusal, connection);
  if (fate.kind === "none")
    return { kinds: [], phase: "unspecified", reply: null, closeCode: serverClose(connection) };
  const { phase, replies } = fate.exchange;
  // An error that ends an exchange is a refusal too, of what the schema lets through.
  const failed = phase === "failed" || phase === "declined";
  const reply = failed ? (replies.at(-1) ?? null) : null;
  return {
    kinds: [],
    phase: failed ? "refused" : phase === "cut-short" ? "closed" : "accepted",
    reply,
    closeCode: serverClose(connection),
  };
}

function resultOfView(
  { kinds, phase, reply, closeCode }: RefusalView,
  connection: Connection,
): RefusalResult {
  return { kinds, phase, reply, closeCode: closeCode ?? serverClose(connection) };
}

function serverClose({ closed }: Connection): number | null {
  return closed?.by === "server" ? closed.code : null;
}

function originOfFate(fate: Fate, connection: Connection): Origin {
  const operation = operationIn(fate);
  return { connection, place: operation?.place ?? connection.channel.place, operation };
}

function operationIn(fate: Fate): ClientOperation | null {
  if (fate.kind === "none") return null;
  return fate.kind === "refusal" ? fate.refusal.operation : fate.exchange.operation;
}
