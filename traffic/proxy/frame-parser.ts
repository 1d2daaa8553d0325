import type { EventEmitter } from "node:events";
import * as ws from "ws";
import type { FrameData, Side } from "../../contract/index.ts";
import { FrameExtent } from "./frame-extent.ts";
import { plainData, plainFrameAt } from "./plain-frame.ts";
import { frameLength } from "./splitter.ts";

/** Told what a stream of bytes says as WebSocket frames. */
export interface FrameListener {
  message(data: FrameData): void;
  closeFrame(code: number, reason: string): void;
}

/** Parameters of `permessage-deflate` as the handshake's answer has them; null: no compression. */
export type Deflate = { readonly [name: string]: string | number | true } | null;

/** The parts of `ws` that its types leave out. */
interface Receiver extends EventEmitter {
  _write(chunk: Buffer, encoding: string, done: (error?: Error & { readonly code?: string }) => void): void;
}
interface Parts {
  readonly Receiver: new (options: object) => Receiver;
  readonly PerMessageDeflate: new (options: object) => { params: object; cleanup(): void };
}
// `ws` exports them for such use; its types do not name them.
const { Receiver, PerMessageDeflate } = ws as unknown as Parts;

/** The largest message that is judged. */
export const MOST_BYTES: number = 64 * 1024 * 1024;

/** True for what `ws` says of a message that is larger: RFC 6455 allows it, nobody here reads it. */
export function isTooLarge(code: string): boolean {
  return code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH" || code === "WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH";
}

type Done = (error: (Error & { readonly code?: string }) | null) => void;

/**
 * Reads the bytes of one side. Messages that come in one frame, which is nearly all there is, are read where they
 * stand; pieces, control frames, what is compressed and what RFC 6455 does not allow is left to `ws`.
 */
export class FrameParser {
  readonly #from: Side;
  readonly #listener: FrameListener;
  readonly #deflate: Deflate;
  readonly #extent = new FrameExtent();
  #inflater: { cleanup(): void } | null = null;
  #receiver: Receiver | null = null;
  /** The beginning of a message of which more has to come. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  #needs = 0;
  #isOver = false;

  constructor(from: Side, deflate: Deflate, listener: FrameListener) {
    this.#from = from;
    this.#deflate = deflate;
    this.#listener = listener;
  }

  /** `done` comes when all frames that the bytes end were told: at once, unless they are compressed. */
  write(chunk: Buffer, done: Done): void {
    if (this.#deflate !== null) this.#leave(chunk, done);
    else if (this.#held.length === 0) this.#read(chunk, done);
    else {
      this.#held.push(chunk);
      this.#heldBytes += chunk.length;
      if (this.#heldBytes < this.#needs) done(null);
      else this.#read(Buffer.concat(this.#held.splice(0)), done);
    }
  }

  end(): void {
    this.#inflater?.cleanup();
  }

  #read(bytes: Buffer, done: Done): void {
    const about = { sender: this.#from, most: MOST_BYTES };
    for (let at = 0; at < bytes.length && !this.#isOver; ) {
      const look = this.#extent.isBetween ? plainFrameAt(bytes, at, about) : "other";
      if (look === "part") {
        this.#hold(bytes.subarray(at));
        break;
      }
      const data = look === "other" ? null : plainData(bytes, look, this.#from);
      if (data !== null && look !== "other") {
        this.#listener.message(data);
        at = look.to;
        continue;
      }
      const end = this.#extent.endIn(bytes, at);
      let broken: Parameters<Done>[0] = null;
      this.#leave(bytes.subarray(at, end), (error) => {
        broken = error;
      });
      if (broken !== null) {
        done(broken);
        return;
      }
      at = end;
    }
    done(null);
  }

  #hold(bytes: Buffer): void {
    this.#held.push(bytes);
    this.#heldBytes = bytes.length;
    this.#needs = Math.max(bytes.length + 1, frameLength(bytes));
  }

  /** Past the stream machinery of the receiver: order and back pressure are the caller's. */
  #leave(bytes: Buffer, done: Done): void {
    this.#receiver ??= this.#receive();
    // Unmasking is done in place, and the same bytes are on their way to the other side.
    const own = this.#from === "client" ? Buffer.from(bytes) : bytes;
    this.#receiver._write(own, "buffer", (error) => done(error ?? null));
  }

  #receive(): Receiver {
    const isServer = this.#from === "client";
    const inflater =
      this.#deflate === null ? null : new PerMessageDeflate({ isServer, maxPayload: MOST_BYTES });
    if (inflater !== null) inflater.params = this.#deflate ?? {};
    this.#inflater = inflater;
    const extensions = inflater === null ? {} : { "permessage-deflate": inflater };
    const receiver = new Receiver({ isServer, extensions, maxPayload: MOST_BYTES });
    receiver.on("message", (data: Buffer, isBinary: boolean) =>
      this.#listener.message(
        isBinary ? { kind: "binary", bytes: data } : { kind: "text", text: data.toString() },
      ),
    );
    receiver.on("conclude", (code: number, reason: Buffer) => {
      this.#isOver = true;
      this.#listener.closeFrame(code, reason.toString());
    });
    return receiver;
  }
}

/** What the handshake's answer says about compression. */
export function deflateOf(extensions: string): Deflate {
  const words = extensions.split(",").map((one) => one.split(";").map((word) => word.trim()));
  const found = words.find(([name]) => name === "permessage-deflate");
  if (found === undefined) return null;
  return Object.fromEntries(
    found.slice(1).map((word) => {
      const [name = "", value] = word.split("=").map((part) => part.trim());
      return [name, value === undefined ? true : Number(value.replaceAll('"', ""))];
    }),
  );
}
