import type { Json } from "../../contract/json.ts";
import type { Traffic } from "./traffic.ts";

type Frame = { readonly [key: string]: Json };

/** One connection of a client, as the service and the line see it. */
interface Line {
  readonly id: string;
  readonly user: string;
  readonly sent: Frame[];
  readonly coming: Frame[];
  readonly topics: Set<string>;
  /** The service has accepted it, and the client has not left. */
  open: boolean;
}

/** A service that keeps the `rooms` contract for several clients, each at the end of its own slow line. */
export class RightRooms {
  readonly #traffic: Traffic;
  readonly #random: () => number;
  readonly #lines: Line[] = [];

  constructor(traffic: Traffic, random: () => number) {
    this.#traffic = traffic;
    this.#random = random;
  }

  step(): void {
    const line = this.#pick(this.#lines.filter(({ open }) => open));
    const chance = this.#random();
    if (line === null || (chance < 0.03 && this.#lines.length < 6)) this.#connect();
    else if (chance < 0.05) this.#leave(line);
    else if (chance < 0.3) this.#send(line);
    else if (chance < 0.55) this.#read(line);
    else this.#deliver(line);
  }

  settle(): void {
    for (let left = 1; left > 0; ) {
      const open = this.#lines.filter((line) => line.open);
      for (const line of open) {
        this.#read(line);
        this.#deliver(line);
      }
      left = open.reduce((sum, { sent, coming }) => sum + sent.length + coming.length, 0);
    }
  }

  #pick<T>(all: readonly T[]): T | null {
    return all[Math.floor(this.#random() * all.length)] ?? null;
  }

  #connect(): void {
    const number = this.#lines.length + 1;
    const line: Line = {
      id: `c${number}`,
      user: `u${number}`,
      sent: [],
      coming: [],
      topics: new Set(),
      open: true,
    };
    this.#lines.push(line);
    this.#traffic.open(line.id);
    line.coming.push({ type: "hello", user: line.user });
  }

  /** What was sent before the close is still read, what comes after it is lost. */
  #leave(line: Line): void {
    while (line.sent.length > 0) this.#read(line);
    this.#traffic.closes(1000, "client", line.id);
    line.open = false;
    for (const other of this.#lines) if (other.open) other.coming.push({ type: "gone" });
  }

  #send(line: Line): void {
    const to = this.#pick(this.#lines)?.user ?? "nobody";
    const [topic, text] = [this.#pick(["x", "y"]) ?? "x", this.#pick(["hi", "ho"]) ?? "hi"];
    const frame = this.#pick<Frame>([
      { type: "ping" },
      { type: "say", text },
      { type: "say", text },
      { type: "whisper", to, text },
      { type: "shout", text },
      { type: "whoami" },
      { type: "subscribe", topic },
      { type: "unsubscribe", topic },
      { type: "publish", topic, value: Math.floor(this.#random() * 3) },
      { type: "publish", topic, value: Math.floor(this.#random() * 3) },
    ]);
    if (frame === null) return;
    this.#traffic.sends(frame, line.id);
    line.sent.push(frame);
  }

  #deliver({ id, coming }: Line): void {
    const frame = coming.shift();
    if (frame !== undefined) this.#traffic.gets(frame, id);
  }

  /** The service answers, before or after it has told the others. */
  #read(line: Line): void {
    const frame = line.sent.shift();
    if (frame === undefined) return;
    const [reply, tell] = this.#answer(line, frame);
    const before = this.#random() < 0.5;
    if (before) tell();
    if (reply !== null) line.coming.push(reply);
    if (!before) tell();
  }

  #answer(
    line: Line,
    { type, text = "", to = "", topic = "", value = 0 }: Frame,
  ): [Frame | null, () => void] {
    const nothing = (): void => {};
    switch (type) {
      case "say":
        if (this.#random() < 0.1) return [{ type: "error", code: "NO" }, nothing];
        return [{ type: "ok" }, () => this.#tell((one) => one !== line, { type: "said", text })];
      case "whisper":
        return [{ type: "ok" }, () => this.#tell(({ user }) => user === to, { type: "whispered", text })];
      case "shout":
        return [null, () => this.#tell(() => true, { type: "shouted", text })];
      case "whoami":
        return [{ type: "ok" }, () => this.#tell((one) => one === line, { type: "you" })];
      case "publish":
        return [
          { type: "published" },
          () => this.#tell(({ topics }) => topics.has(String(topic)), { type: "item", topic, value }),
        ];
      case "subscribe":
        if (line.topics.has(String(topic))) return [{ type: "error", code: "TWICE" }, nothing];
        line.topics.add(String(topic));
        return [{ type: "subscribed", topic }, nothing];
      case "unsubscribe":
        if (line.topics.delete(String(topic))) return [{ type: "unsubscribed", topic }, nothing];
        return [{ type: "error", code: "NONE" }, nothing];
      default:
        return [{ type: "pong" }, nothing];
    }
  }

  #tell(isMeant: (line: Line) => boolean, frame: Frame): void {
    for (const line of this.#lines) if (line.open && isMeant(line)) line.coming.push(frame);
  }
}
