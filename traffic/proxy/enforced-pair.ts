import type { Socket } from "node:net";
import type { FrameData, Side } from "../../contract/index.ts";
import type { Verdict } from "../../judge/index.ts";
import type { Enforcer } from "./enforcer.ts";
import { FrameParser, MOST_BYTES } from "./frame-parser.ts";
import type { HappenedEvent } from "./model.ts";
import { follow, type Pair } from "./relay.ts";
import { FrameSplitter, type RawFrame } from "./splitter.ts";
import { closeBytes, textBytes } from "./written-frame.ts";

/** What blocking on one connection needs. */
export interface Enforcement {
  readonly id: string;
  readonly enforcer: Enforcer;
  hear(about: HappenedEvent): readonly Verdict[];
  log(line: string): void;
}

interface Direction {
  readonly from: Side;
  readonly source: Socket;
  readonly sink: Socket;
  readonly splitter: FrameSplitter;
  readonly parser: FrameParser;
  /** Frames of the message under way, until it is judged. */
  held: Buffer[];
  size: number;
  /** What became of the message that the last frame has ended. */
  verdict: { readonly breach: string | null; readonly data: FrameData } | null;
}

/**
 * Two sockets between which every message is judged before it goes on. What passes goes on in the very bytes it came
 * in; a message that breaks the contract does not.
 */
export class EnforcedPair {
  readonly #pair: Pair;
  readonly #enforcement: Enforcement;
  #closes = 0;
  #over = false;

  constructor(pair: Pair, enforcement: Enforcement) {
    this.#pair = pair;
    this.#enforcement = enforcement;
    const { client, server } = pair;
    this.#run(this.#direction("client", client, server));
    this.#run(this.#direction("server", server, client));
    follow(client, server);
    follow(server, client);
  }

  #direction(from: Side, source: Socket, sink: Socket): Direction {
    const splitter = new FrameSplitter();
    const direction: Direction = {
      ...{ from, source, sink, splitter, held: [], size: 0, verdict: null },
      parser: new FrameParser(from, null, {
        message: (data) => {
          const verdicts = this.#enforcement.hear({ kind: "frame", from, data });
          direction.verdict = { data, breach: this.#enforcement.enforcer.breach(verdicts) };
        },
        closeFrame: (code, reason) => this.#closed(from, code, reason),
      }),
    };
    return direction;
  }

  #run(direction: Direction): void {
    const { source, sink, from, splitter } = direction;
    source.on("data", (chunk: Buffer) => {
      if (this.#over) return;
      for (const frame of splitter.push(chunk)) {
        if (this.#over) return;
        this.#take(direction, frame);
      }
      if (splitter.needs > MOST_BYTES) this.#tooLarge(from);
      if (sink.writableNeedDrain) {
        source.pause();
        sink.once("drain", () => source.resume());
      }
    });
    source.once("end", () => {
      this.#closed(from, 1006, "");
      sink.end();
    });
    // A reset: the other socket is cut for it at once, and may even be gone before this one.
    source.once("error", () => this.#closed(from, 1006, ""));
    source.once("close", () => this.#closed(from, 1006, ""));
    source.resume();
  }

  #take(direction: Direction, { bytes, opcode }: RawFrame): void {
    let broken: Error | null = null;
    direction.parser.write(bytes, (error) => {
      broken = error;
    });
    if (broken !== null) {
      this.#broken(direction, broken);
      return;
    }
    if (opcode >= 8) {
      direction.sink.write(bytes);
      return;
    }
    direction.held.push(bytes);
    direction.size += bytes.length;
    if (direction.size > MOST_BYTES) {
      this.#tooLarge(direction.from);
      return;
    }
    const { verdict, held } = direction;
    if (verdict === null) return;
    direction.verdict = null;
    direction.held = [];
    direction.size = 0;
    if (verdict.breach === null) for (const frame of held) direction.sink.write(frame);
    else this.#block(direction.from, verdict.data, verdict.breach);
  }

  #tooLarge(from: Side): void {
    this.#enforcement.log(`the ${from} sends a message of more than ${MOST_BYTES / 1024 / 1024} MiB`);
    this.#end("client", 1009, "too large to be judged");
  }

  #block(from: Side, data: FrameData, breach: string): void {
    const { enforcer, id, hear, log } = this.#enforcement;
    log(`blocked a frame of the ${from}: ${breach}`);
    if (from === "server") {
      this.#end("client", 1008, "the service broke the contract");
      return;
    }
    const { reply, close, as } = enforcer.denial(id, data.kind === "text" ? data.text : "");
    if (reply !== null) {
      // The judge holds the service to it: the proxy has answered in its place.
      hear({ kind: "frame", from: "server", data: { kind: "text", text: reply } });
      this.#pair.client.write(textBytes(reply));
    }
    if (close !== null) this.#end(as, close, "the message breaks the contract");
  }

  #broken({ from }: Direction, error: Error & { readonly code?: string }): void {
    const { hear, log } = this.#enforcement;
    log(`the ${from} breaks RFC 6455: ${error.message}`);
    if (from === "server") hear({ kind: "failed", code: error.code ?? "PROTOCOL", message: error.message });
    this.#end("client", 1002, "");
  }

  /**
   * Closes both sides in the proxy's own name. For the judge it is the service that closes where it had to refuse
   * (`as`), and the client that leaves where the service could do nothing about it.
   */
  #end(as: Side, code: number, reason: string): void {
    if (this.#over) return;
    this.#over = true;
    const { client, server } = this.#pair;
    this.#closed(as, code, reason);
    client.end(closeBytes(code, reason, false));
    server.end(closeBytes(1001, "", true));
    // Whoever does not answer the close in time is not waited for.
    const timer = setTimeout(() => {
      client.destroy();
      server.destroy();
    }, 2000);
    timer.unref();
  }

  #closed(from: Side, code: number, reason: string): void {
    if (code === 1006 && this.#closes > 0) return;
    this.#closes += 1;
    this.#enforcement.hear({ kind: "close", from, code, reason });
  }
}
