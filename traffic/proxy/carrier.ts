import { type IncomingMessage, STATUS_CODES } from "node:http";
import { Socket } from "node:net";
import type { Side } from "../../contract/index.ts";
import type { Backlog } from "./backlog.ts";
import { dial } from "./dial.ts";
import { Ear } from "./ear.ts";
import { EnforcedPair, type Enforcement } from "./enforced-pair.ts";
import type { Enforcer } from "./enforcer.ts";
import { deflateOf, isTooLarge, MOST_BYTES } from "./frame-parser.ts";
import { type AnswerHead, AnswerReader, headersOf, requestHead } from "./heads.ts";
import type { HappenedEvent, ProxyOptions, ProxyStats } from "./model.ts";
import { join } from "./relay.ts";

/** A client's wish for a WebSocket, as the HTTP server hands it over. */
export interface Arrival {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  /** Bytes that came behind the request. */
  readonly head: Buffer;
  /** The socket to the service where there is a proxy on the way. */
  readonly upstream: Socket | null;
}

/** What all connections of a proxy have in common. */
export interface Common {
  readonly stats: ProxyStats;
  readonly backlog: Backlog;
}

const DISMISS_MS = 1000;
const MOST_BEHIND = 4 * 1024 * 1024;
const BAD_GATEWAY =
  "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\nThe service can't be reached.\n";

/** One connection through the proxy, from its handshake to its end. */
export class Carrier {
  readonly id: string;
  readonly client: Socket;
  readonly server: Socket;
  /** Both sides are gone, and everything that they said was heard: what is compressed takes its time. */
  readonly over: Promise<void>;
  readonly #options: ProxyOptions;
  readonly #stats: ProxyStats;
  readonly #backlog: Backlog;
  readonly #judged: boolean;
  readonly #answer = new AnswerReader();
  #answered = false;
  #waiting: ReadonlySet<Side> = new Set();
  readonly #named = new Set<Side>();
  #ear: Ear | null = null;

  constructor(arrival: Arrival, options: ProxyOptions, { stats, backlog }: Common) {
    this.#options = options;
    this.#stats = stats;
    this.#backlog = backlog;
    stats.connections += 1;
    stats.open += 1;
    this.id = `${stats.connections}`;
    this.#judged = (stats.connections - 1) % options.sample === 0;
    this.client = arrival.socket;
    this.client.setNoDelay(true);
    const { request } = arrival;
    const url = options.urlOf(request.url ?? "/");
    this.#tell({ kind: "handshake", url, headers: headersOf(request, options.headers), midway: false });
    const denied = this.#judged ? (options.enforcer?.statusFor(this.id) ?? null) : null;
    this.server = denied === null ? (arrival.upstream ?? dial(options.target, options.tls)) : new Socket();
    this.over = this.#watch();
    if (denied === null) this.#ask(arrival);
    else this.#deny(denied);
  }

  /** Sides that kept the other one waiting at the last look and still do; each is named once. */
  slow(): readonly Side[] {
    const waiting = (["client", "server"] as const).filter((side) => this[side].writableNeedDrain);
    const still = waiting.filter((side) => this.#waiting.has(side) && !this.#named.has(side));
    this.#waiting = new Set(waiting);
    for (const side of still) this.#named.add(side);
    return still;
  }

  /** Carries nothing more; resolves when what came so far was heard. */
  async rest(): Promise<void> {
    this.client.pause();
    this.server.pause();
    await this.#backlog.told();
  }

  #tell(about: HappenedEvent): ReturnType<ProxyOptions["hear"]> {
    if (!this.#judged) return [];
    const event = { ...about, at: this.#options.now(), connection: this.id };
    let verdicts: ReturnType<ProxyOptions["hear"]> = [];
    // What came before it, on whichever connection, is told before it. Where frames are blocked nothing is compressed,
    // and the verdicts are there at once.
    this.#backlog.tell(() => {
      verdicts = this.#options.hear(event);
    });
    return verdicts;
  }

  /** Answers in place of the service, which is not asked. */
  #deny(status: number): void {
    this.#answered = true;
    this.#tell({ kind: "refused", status });
    this.#options.log(`connection ${this.id}: refused with ${status}, its path is not declared`);
    dismiss(this.client, `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nConnection: close\r\n\r\n`);
    this.server.destroy();
  }

  #ask({ request, head }: Arrival): void {
    const { server, client } = this;
    const { target, enforcer, headers } = this.#options;
    // What is compressed can't be blocked frame by frame without changing the frames behind it.
    const without = enforcer === null ? [] : ["sec-websocket-extensions"];
    server.write(requestHead(request, { target, without, headers }), "latin1");
    const take = (chunk: Buffer): void => {
      const answer = this.#read(chunk);
      if (answer === null) return;
      server.off("data", take);
      server.pause();
      this.#carry(answer, head);
    };
    server.on("data", take);
    // One that came through a proxy was held until now.
    server.resume();
    server.once("end", () => {
      if (!this.#answered) this.#unanswered(new Error("the service closed without an answer"));
    });
    server.on("error", (error) => {
      if (!this.#answered) this.#unanswered(error);
    });
    client.on("error", () => {
      if (!this.#answered) server.destroy();
    });
    client.once("close", () => {
      if (!this.#answered) server.destroy();
    });
  }

  #read(chunk: Buffer): AnswerHead | null {
    try {
      return this.#answer.push(chunk);
    } catch (error) {
      this.#unanswered(error instanceof Error ? error : new Error(String(error)));
      return null;
    }
  }

  #unanswered(error: Error & { readonly code?: string }): void {
    if (this.#answered) return;
    this.#answered = true;
    this.#stats.unreachable += 1;
    this.#options.log(`connection ${this.id}: the service can't be reached: ${error.message}`);
    this.#tell({ kind: "failed", code: error.code ?? "", message: error.message });
    this.server.destroy();
    dismiss(this.client, BAD_GATEWAY);
  }

  #carry({ status, headers, head, rest }: AnswerHead, early: Buffer): void {
    const { client, server } = this;
    this.#answered = true;
    this.#stats.answered += 1;
    client.write(head);
    if (status !== 101) {
      this.#tell({ kind: "refused", status });
      if (rest.length > 0) client.write(rest);
      join({ client, server });
      return;
    }
    this.#tell({ kind: "open", subprotocol: headers["sec-websocket-protocol"] ?? "" });
    // What came too early goes first; whoever listens hears it with everything else.
    if (early.length > 0) client.unshift(early);
    if (rest.length > 0) server.unshift(rest);
    const { enforcer } = this.#options;
    if (enforcer !== null && this.#judged) {
      new EnforcedPair({ client, server }, this.#enforcement(enforcer));
      return;
    }
    if (this.#judged) this.#tap(this.#listen(headers["sec-websocket-extensions"] ?? ""));
    join({ client, server });
  }

  #enforcement(enforcer: Enforcer): Enforcement {
    return {
      id: this.id,
      enforcer,
      hear: (about) => {
        if (about.kind === "frame") this.#stats.frames += 1;
        return this.#tell(about);
      },
      log: (line) => this.#options.log(`connection ${this.id}: ${line}`),
    };
  }

  #listen(extensions: string): Ear {
    const { hear, log } = this.#options;
    const connection = this.id;
    this.#ear = new Ear(
      { deflate: deflateOf(extensions), backlog: this.#backlog },
      {
        frame: (from, data, at) => {
          this.#stats.frames += 1;
          hear({ kind: "frame", at, connection, from, data });
        },
        closed: (from, { code, reason }, at) =>
          void hear({ kind: "close", at, connection, from, code, reason }),
        broken: (from, { code = "PROTOCOL", message }, at) => {
          const own = isTooLarge(code);
          log(
            `connection ${connection}: ${own ? tooLarge(from) : `the ${from} breaks RFC 6455: ${message}`}`,
          );
          if (from === "server" && !own) hear({ kind: "failed", at, connection, code, message });
          // What is said can't be understood any more: nothing that follows proves anything.
          else hear({ kind: "close", at, connection, from: "client", code: 1006, reason: "" });
        },
        gone: (at) => void hear({ kind: "gone", at, connection }),
      },
    );
    return this.#ear;
  }

  #tap(ear: Ear): void {
    const { now } = this.#options;
    const streams: readonly [Side, Socket][] = [
      ["client", this.client],
      ["server", this.server],
    ];
    let open = streams.length;
    for (const [side, socket] of streams) {
      socket.on("data", (chunk: Buffer) => {
        ear.bytes(side, chunk, now());
        // Whoever sends faster than it can be heard has to wait: what is compressed is small until it is read.
        if (ear.behind <= MOST_BEHIND || socket.isPaused()) return;
        socket.pause();
        void this.#backlog.told().then(() => socket.resume());
      });
      socket.once("end", () => ear.end(side, now()));
      // A reset: the other socket is cut for it at once, and may even be gone before this one.
      socket.once("error", () => ear.end(side, now()));
      socket.once("close", () => {
        ear.end(side, now());
        open -= 1;
        if (open === 0) ear.gone(now());
      });
    }
  }

  /** Counts the connection until both sides are gone. */
  async #watch(): Promise<void> {
    const closed = (socket: Socket): Promise<void> =>
      new Promise((resolve) => socket.once("close", () => resolve()));
    await Promise.all([closed(this.client), closed(this.server)]);
    this.#stats.open -= 1;
    // An ear says it in its own time.
    if (this.#ear === null) this.#tell({ kind: "gone" });
    else await this.#backlog.told();
  }
}

function tooLarge(from: Side): string {
  return `a message of the ${from} is larger than ${MOST_BYTES / 2 ** 20} MiB: it is carried, and nothing of the connection is judged from here on`;
}

/** A last answer; whoever does not leave after it is not waited for. */
function dismiss(socket: Socket, answer: string): void {
  if (socket.destroyed) return;
  socket.resume();
  socket.end(answer);
  const timer = setTimeout(() => socket.destroy(), DISMISS_MS);
  socket.once("close", () => clearTimeout(timer));
}
