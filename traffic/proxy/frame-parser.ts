import type { EventEmitter } from "node:events";
import * as ws from "ws";
import type { FrameData, Side } from "../../contract/index.ts";

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

/** Reads the bytes of one side. */
export class FrameParser {
  readonly #receiver: Receiver;
  readonly #copies: boolean;
  readonly #deflate: { cleanup(): void } | null;

  constructor(from: Side, deflate: Deflate, listener: FrameListener) {
    const isServer = from === "client";
    // Unmasking is done in place, and the same bytes are on their way to the other side.
    this.#copies = isServer;
    const inflater = deflate === null ? null : new PerMessageDeflate({ isServer, maxPayload: MOST_BYTES });
    if (inflater !== null) inflater.params = deflate ?? {};
    this.#deflate = inflater;
    const extensions = inflater === null ? {} : { "permessage-deflate": inflater };
    this.#receiver = new Receiver({ isServer, extensions, maxPayload: MOST_BYTES });
    this.#receiver.on("message", (data: Buffer, isBinary: boolean) =>
      listener.message(isBinary ? { kind: "binary", bytes: data } : { kind: "text", text: data.toString() }),
    );
    this.#receiver.on("conclude", (code: number, reason: Buffer) =>
      listener.closeFrame(code, reason.toString()),
    );
  }

  /** `done` comes when all frames that the bytes end were told: at once, unless they are compressed. */
  write(chunk: Buffer, done: (error: (Error & { readonly code?: string }) | null) => void): void {
    // Past the stream machinery of the receiver: order and back pressure are the caller's.
    this.#receiver._write(this.#copies ? Buffer.from(chunk) : chunk, "buffer", (error) =>
      done(error ?? null),
    );
  }

  end(): void {
    this.#deflate?.cleanup();
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
