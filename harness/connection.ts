import type { FrameData, Side } from "../contract/frame.ts";
import type { Channel } from "../contract/model.ts";
import type { ExchangeView, Fate, FrameId, HandshakeExpectation, ReceivedMessage } from "../judge/model.ts";
import { answerCall } from "./answer-call.ts";
import { frameText } from "./encode.ts";
import { endedBefore } from "./ended-before.ts";
import type { LoggedFrame } from "./frame-log.ts";
import type { HandshakeRequest } from "./handshake-request.ts";
import type { CloseResult } from "./model.ts";
import type { Scope } from "./scope.ts";
import { scheduler } from "./scheduler.ts";
import { proxyRefused } from "./service-health.ts";
import { deniedUnshown } from "./unshown.ts";
import { Transport, type TransportListener } from "./transport.ts";

/** How the transport failed: no HTTP answer, or bytes that RFC 6455 does not allow. */
export interface TransportFailure {
  readonly code: string;
  readonly message: string;
}

/** One socket in a scope: makes judge events of what happens on it. The queue of frames is the judge's view. */
export class Connection implements TransportListener {
  readonly scope: Scope;
  readonly id: string;
  readonly request: HandshakeRequest;
  readonly expects: HandshakeExpectation;
  /** Frames that this side sent, in order. */
  readonly sent: FrameId[] = [];
  /** Frames that were handed to the test as single messages. */
  readonly taken: Set<FrameId> = new Set();
  /** Bad frames of which the test has seen what became of them. */
  readonly settled: Set<FrameId> = new Set();
  /** Frames that a proof of quiet has reported. */
  readonly reported: Set<FrameId> = new Set();
  failure: TransportFailure | null = null;
  refusedWith: number | null = null;
  closed: CloseResult | null = null;
  /** A step of the test has waited for the close. */
  closeSeen = false;
  /** TCP stood, whatever became of it. */
  tcp = false;
  /** Resolves when nothing more can come. */
  readonly gone: Promise<void>;
  #gone: () => void = () => {};
  readonly #transport: Transport;
  #subprotocol: string | null = null;
  /** Code of our own close frame; 1006 where we cut. Null while we have not left. */
  #leftWith: number | null = null;
  #lastData = 0;
  /** This side has sent what no service can read: only the end is waited for. */
  #undecodable = false;

  constructor(scope: Scope, request: HandshakeRequest, expects: HandshakeExpectation) {
    this.scope = scope;
    this.request = request;
    this.expects = expects;
    this.id = `${request.channel?.name ?? request.facts.path}-${scope.connections.length + 1}`;
    this.gone = new Promise((resolve) => {
      this.#gone = resolve;
    });
    // A second beyond the judge's patience: the judge is the one who says NO-HANDSHAKE.
    const giveUpMs = scope.ground.config.patienceMs + 1000;
    const { reach, pace } = scope.ground;
    pace.keep();
    const at = scope.now();
    // What can't be sent at all throws here, and is no connection. Nothing happens on the others before the next turn.
    this.#transport = new Transport({ ...request, giveUpMs, reach }, this);
    scope.connections.push(this);
    const facts = { ...request.facts, expects };
    scope.feed({ kind: "handshake", at, connection: this.id, facts });
  }

  /** The channel; throws for a path that the document does not declare. */
  get channel(): Channel {
    if (this.request.channel !== null) return this.request.channel;
    throw new RangeError(`the document declares no channel at ${this.request.facts.path}`);
  }

  /** Everything that the server sent here, as the judge reads it. */
  get received(): readonly ReceivedMessage[] {
    return this.scope.judge.connection(this.id)?.received ?? [];
  }

  /** What the judge made of the frames sent so far. */
  get fates(): readonly Fate[] {
    return this.sent.map((frame) => this.scope.judge.fate(frame));
  }

  /** Exchanges that frames of this side started, in order. */
  get exchanges(): readonly ExchangeView[] {
    return this.fates.flatMap((fate) => (fate.kind === "exchange" ? [fate.exchange] : []));
  }

  /** The handshake was answered with 101. */
  get upgradedAtAll(): boolean {
    return this.#subprotocol !== null;
  }

  /** Frames can be sent. */
  get open(): boolean {
    return this.upgradedAtAll && !this.over && this.#leftWith === null && !this.#undecodable;
  }

  /** Nothing more can come. */
  get over(): boolean {
    return this.closed !== null || this.failure !== null || this.refusedWith !== null;
  }

  /** Sends one frame; the judge sees it first, so that no answer overtakes it. Throws when the connection is over. */
  send(data: FrameData, label: string): FrameId {
    this.#mustBeOpen(`send ${label}`, `${label} was sent`);
    this.scope.ground.pace.keep();
    const frame = this.scope.frameId();
    this.sent.push(frame);
    const text = this.scope.clean(frameText(data));
    const line = this.#line("client", label, { frame, text });
    this.#lastData = line.at;
    this.scope.ground.health.lastFrame = `${label} ${text}`;
    const event = { kind: "frame", at: line.at, connection: this.id, frame, from: "client", data } as const;
    this.scope.feed(event, () => line);
    // At a bounded rate each frame waits for its time, and goes then.
    if (this.scope.ground.config.setup.rate === null) this.#transport.gather();
    this.#transport.sendFrame(data);
    return frame;
  }

  /**
   * Sends a text frame of bytes that are no text. For the judge the connection is over now: what becomes of it is
   * RFC 6455's to say, not the document's.
   */
  sendUndecodable(bytes: Uint8Array): void {
    this.#mustBeOpen("send bytes", "bytes were sent");
    this.scope.ground.pace.keep();
    this.#undecodable = true;
    const line = this.#line("client", "no UTF-8", { text: frameText({ kind: "binary", bytes }) });
    this.#lastData = line.at;
    this.scope.ground.health.lastFrame = `${line.label} ${line.text}`;
    const { at, connection } = line;
    this.scope.feed({ kind: "close", at, connection, code: 1006, reason: "", by: "client" }, () => line);
    this.#transport.send(bytes, { binary: false });
  }

  /** Sends a close frame. For the judge the connection is over now: what still comes is nobody's business. */
  leave(code: number): void {
    if (!this.open) return;
    this.#depart(code, `close ${code}`);
    this.#transport.leave(code);
  }

  /** Cuts the TCP connection; may be called at any time, and twice. */
  cut(how: "cut" | "reset" = "cut"): void {
    if (this.open) {
      this.#depart(1006, how);
      this.ended(1006, "");
    }
    if (how === "cut") this.#transport.terminate();
    else this.#transport.reset();
  }

  /** Takes nothing off the socket until `readOn`: the service's frames, pings too, stay where they are. */
  stopReading(): void {
    this.#hold("hold", "stops reading");
    this.#transport.pause();
  }

  readOn(): void {
    this.#hold("release", "reads on");
    this.#transport.resume();
  }

  /** `what` a test wants to do, and the same as if it were done. */
  #mustBeOpen(what: string, done: string): void {
    this.scope.checkOpen();
    if (!this.open) throw endedBefore(this, done) ?? new Error(`can't ${what}: ${ending(this)}`);
  }

  #hold(kind: "hold" | "release", label: string): void {
    this.#mustBeOpen("change how it reads", `it ${label}`);
    const line = this.#line("client", label);
    this.scope.feed({ kind, at: line.at, connection: this.id }, () => line);
  }

  #depart(code: number, label: string): void {
    this.#leftWith = code;
    const line = this.#line("client", label);
    const { at, connection } = line;
    this.scope.feed({ kind: "close", at, connection, code, reason: "", by: "client" }, () => line);
  }

  connected(): void {
    this.tcp = true;
  }

  upgraded(subprotocol: string): void {
    this.tcp = true;
    this.#subprotocol = subprotocol;
    this.scope.ground.health.reached = true;
    scheduler().answered();
  }

  opened(): void {
    const line = this.#heard("open", { text: this.request.shownUrl });
    const { at, connection } = line;
    this.#lastData = at;
    this.scope.feed({ kind: "open", at, connection, subprotocol: this.#subprotocol ?? "" }, () => line);
  }

  refused(status: number): void {
    if (this.over) return;
    this.tcp = true;
    this.refusedWith = status;
    const line = this.#heard(`refused ${status}`, { text: this.request.shownUrl });
    this.scope.feed({ kind: "refused", at: line.at, connection: this.id, status }, () => line);
  }

  noWay(status: number): void {
    this.failure = { code: "PROXY-REFUSED", message: `the proxy answered with ${status}` };
    this.#gone();
    this.scope.abort(proxyRefused(this.request.url, status));
  }

  frame(data: FrameData): void {
    if (this.#leftWith !== null || this.#undecodable || this.over) return;
    const frame = this.scope.frameId();
    const line = this.#heard(data.kind, { frame, text: this.scope.clean(frameText(data)) });
    const event = { kind: "frame", at: line.at, connection: this.id, frame, from: "server", data } as const;
    this.scope.feed(event, () => ({ ...line, label: this.#nameOf(frame) || line.label }));
    answerCall(this, frame);
  }

  failed(error: Error): void {
    if (this.over || this.#leftWith !== null || this.#undecodable) return;
    // `ws` gives up a handshake whose subprotocol is wrong; whether the document minds is the judge's to say.
    const { message } = error;
    if (/subprotocol/.test(message)) this.opened();
    const known = "code" in error && typeof error.code === "string" ? error.code : "";
    // What `ws` says without a code after the 101 is about the handshake's form.
    const code = known === "" && this.upgradedAtAll ? "PROTOCOL" : known;
    this.failure = { code, message };
    this.#gone();
    // Nothing there, and never was: that is not for the judge, but for the run as a whole.
    // Bytes that are no HTTP are an answer, though, and a wrong one.
    const spoke = this.tcp && code.startsWith("HPE_");
    if (this.scope.ground.health.reached || spoke) this.#tellFailure(code, message);
    else this.scope.wake();
  }

  /** The end of the connection: the server's close, the answer to ours, or TCP gone. */
  ended(code: number, reason: string): void {
    if (this.over) return;
    const by: Side = this.#leftWith === null ? "server" : "client";
    // An answer without a code confirms ours (RFC 6455, 7.1.5).
    const told = code === 1005 ? (this.#leftWith ?? code) : code;
    this.closed = { code: told, reason, by, afterMs: this.scope.now() - this.#lastData };
    this.#gone();
    const denied = deniedUnshown(this, code);
    if (denied !== null) this.scope.abort(denied);
    if (this.#leftWith === 1006) this.scope.wake();
    else if (this.#undecodable) this.scope.feed({ kind: "tick", at: this.scope.now() });
    else this.#tellClose(code, reason);
  }

  #tellFailure(code: string, message: string): void {
    const line = this.#heard(`failed ${code}`.trim(), { text: message });
    this.scope.feed({ kind: "failed", at: line.at, connection: this.id, code, message }, () => line);
  }

  /** The server's close frame: of its own, or in answer to ours. */
  #tellClose(code: number, reason: string): void {
    const line = this.#heard(`close ${code}`, { text: reason });
    const { at, connection } = line;
    this.scope.feed({ kind: "close", at, connection, code, reason, by: "server" }, () => line);
  }

  #heard(label: string, more: Partial<LoggedFrame>): LoggedFrame {
    this.scope.answers += 1;
    return this.#line("server", label, { at: this.scope.heardAt(), ...more });
  }

  #line(from: Side, label: string, more: Partial<LoggedFrame> = {}): LoggedFrame {
    const line = { frame: null, at: this.scope.now(), connection: this.id, from, label, text: "", ...more };
    this.scope.lastActivity = line.at;
    return line;
  }

  #nameOf(frame: FrameId): string {
    const last = this.received.at(-1);
    return last?.frame === frame ? last.name : "";
  }
}

/** Why nothing can be sent, in words. */
function ending({ refusedWith, failure, closed }: Connection): string {
  if (refusedWith !== null) return `the handshake was refused with ${refusedWith}`;
  if (failure !== null) return `the connection failed: ${failure.message}`;
  if (closed !== null) return `the connection was closed by the ${closed.by} (${closed.code})`;
  return "this client has closed the connection, or it is not open yet";
}
