import type { Json } from "../../contract/json.ts";
import type { Traffic } from "./traffic.ts";

type Frame = { readonly [key: string]: Json };

/** Numbers from a seed, all over [0, 1). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A service that keeps the `streaming` contract, at the far end of a slow line: what a client sends waits before the
 * service reads it, what the service says waits before the client gets it. The judge sits at the client.
 */
export class RightService {
  readonly #traffic: Traffic;
  readonly #random: () => number;
  readonly #sent: (Frame | string)[] = [];
  readonly #coming: Frame[] = [];
  readonly #streams = new Map<string, number>();
  #ids = 0;

  constructor(traffic: Traffic, random: () => number) {
    this.#traffic = traffic;
    this.#random = random;
  }

  /** One thing happens somewhere. */
  step(): void {
    const acts = [
      () => this.#send(),
      () => this.#read(),
      () => this.#deliver(),
      () => this.#deliver(),
      () => this.#stream(),
    ];
    this.#pick(acts)();
  }

  /** Everything that is under way arrives. */
  settle(): void {
    while (this.#sent.length > 0) this.#read();
    while (this.#streams.size > 0) this.#stream();
    while (this.#coming.length > 0) this.#deliver();
  }

  #pick<T>(all: readonly T[]): T {
    const picked = all[Math.floor(this.#random() * all.length)];
    if (picked === undefined) throw new RangeError("nothing to pick from");
    return picked;
  }

  /** A client that does anything: also what it must not. */
  #send(): void {
    const id =
      this.#random() < 0.6
        ? `r${++this.#ids}`
        : `r${Math.max(1, this.#ids - Math.floor(this.#random() * 3))}`;
    const frame = this.#pick<Frame | string>([
      { type: "ping", nonce: id },
      { type: "ping" },
      { type: "prompt", id },
      { type: "prompt", id },
      { type: "prompt", id, text: "nobody" },
      { type: "prompt", id, text: 5 },
      { type: "cancel", id },
      { type: "note" },
      { type: "maybe" },
      "{",
    ]);
    if (typeof frame === "string") this.#traffic.sendsText(frame);
    else this.#traffic.sends(frame);
    this.#sent.push(frame);
  }

  #deliver(): void {
    const frame = this.#coming.shift();
    if (frame !== undefined) this.#traffic.gets(frame);
  }

  #say(frame: Frame): void {
    this.#coming.push(frame);
  }

  #fail(code: string, id?: Json): void {
    this.#say({ type: "error", code, ...(id === undefined ? {} : { id }) });
  }

  #read(): void {
    const frame = this.#sent.shift();
    if (frame === undefined) return;
    if (typeof frame === "string") this.#fail("MALFORMED");
    else if (frame["type"] === "ping") this.#say({ ...frame, type: "pong" });
    else if (frame["type"] === "prompt") this.#prompt(frame, String(frame["id"]));
    else if (frame["type"] === "cancel") this.#cancel(String(frame["id"]));
    else if (frame["type"] === "maybe" && this.#random() < 0.3) this.#fail("PERHAPS");
    else if (this.#random() < 0.3) this.#say({ type: "news" });
  }

  #prompt({ text }: Frame, id: string): void {
    if (text === 5) this.#fail("INVALID", id);
    else if (this.#streams.has(id)) this.#fail("DUPLICATE");
    else if (text === "nobody") this.#fail("NOT_FOUND", id);
    else this.#streams.set(id, 0);
  }

  #cancel(id: string): void {
    if (this.#streams.delete(id)) this.#say({ type: "cancelled", id });
    else this.#fail("NOT_RUNNING", id);
  }

  /** One of the running streams goes on. */
  #stream(): void {
    const [id, index] = this.#pick([...this.#streams, ["", 0] as const]);
    if (id === "") return;
    if (this.#random() < 0.1) this.#end(id, () => this.#fail("FAILED", this.#random() < 0.8 ? id : null));
    else if (index > 0 && this.#random() < 0.2)
      this.#end(id, () => this.#say({ type: "done", id, count: index, text: "x".repeat(index) }));
    else {
      this.#streams.set(id, index + 1);
      this.#say({ type: "token", id, index, text: "x" });
    }
  }

  #end(id: string, say: () => void): void {
    this.#streams.delete(id);
    say();
  }
}
