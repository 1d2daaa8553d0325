import { expect } from "chai";
import * as ws from "ws";
import type { Side } from "../../contract/index.ts";
import { FrameParser } from "../../traffic/proxy/frame-parser.ts";
import { numbers, rawFrame } from "./raw-peers.ts";

type Random = ReturnType<typeof numbers>;

/** What a reader made of some bytes, in order. */
type Told = string[];

const TEXTS = ["", "plain", "ä\u{1F600}\uFFFD", "x".repeat(200), "y".repeat(70_000)];

/** Frames of every kind, now and then one that RFC 6455 does not allow. */
function stream(random: Random, masked: boolean): Buffer {
  const frames: Buffer[] = [];
  for (let count = 1 + random(8); count > 0; count -= 1) {
    const text = Buffer.from(TEXTS[random(TEXTS.length)] ?? "");
    const at = random(text.length + 1);
    switch (random(12)) {
      case 0:
        frames.push(rawFrame({ opcode: 9, fin: true, masked }, Buffer.alloc(random(126), 1)));
        break;
      case 1:
        frames.push(rawFrame({ opcode: 1, fin: false, masked }, text.subarray(0, at)));
        frames.push(rawFrame({ opcode: 10, fin: true, masked }, Buffer.alloc(0)));
        frames.push(rawFrame({ opcode: 0, fin: true, masked }, text.subarray(at)));
        break;
      case 2:
        frames.push(rawFrame({ opcode: 2, fin: true, masked }, text));
        break;
      case 3:
        frames.push(rawFrame({ opcode: 8, fin: true, masked }, Buffer.from([0x03, 0xe8, 0x6f, 0x6b])));
        break;
      case 4:
        frames.push(wrong(random, masked));
        break;
      default:
        frames.push(rawFrame({ opcode: 1, fin: true, masked }, text));
    }
  }
  return Buffer.concat(frames);
}

function wrong(random: Random, masked: boolean): Buffer {
  const fin = random(2) === 0;
  const frame = rawFrame({ opcode: random(16), fin, masked: random(4) === 0 ? !masked : masked }, noUtf8());
  if (random(3) === 0) frame[0] = (frame[0] ?? 0) | 0x40;
  if (random(3) === 0) frame[0] = (frame[0] ?? 0) | 0x20;
  return frame;
}

function noUtf8(): Buffer {
  return Buffer.from([0xc3, 0x28, 0xff]);
}

function told(kind: string, data: Buffer | string): string {
  return `${kind} ${typeof data === "string" ? data : data.toString("hex")}`.slice(0, 300);
}

/** By our own reader, in pieces. */
function ours(bytes: Buffer, from: Side, random: Random): Told {
  const all: Told = [];
  let isOver = false;
  const parser = new FrameParser(from, null, {
    message: (data) =>
      all.push(data.kind === "text" ? told("text", data.text) : told("binary", Buffer.from(data.bytes))),
    closeFrame: (code, reason) => {
      isOver = true;
      all.push(`close ${code} ${reason}`);
    },
  });
  for (let at = 0; at < bytes.length && !isOver; ) {
    const end = Math.min(bytes.length, at + 1 + random(random(4) === 0 ? 4 : 3000));
    parser.write(bytes.subarray(at, end), (error) => {
      if (error === null) return;
      isOver = true;
      all.push(`${error.code} ${error.message}`);
    });
    at = end;
  }
  return all;
}

interface Receiver {
  on(event: string, listener: (...about: never[]) => void): void;
  _write(chunk: Buffer, encoding: string, done: (error?: Error & { readonly code?: string }) => void): void;
}

/** By `ws` alone, at once. */
function theirs(bytes: Buffer, from: Side): Told {
  const all: Told = [];
  // `ws` exports it; its types do not name it.
  const { Receiver } = ws as unknown as { readonly Receiver: new (options: object) => Receiver };
  const receiver = new Receiver({ isServer: from === "client", maxPayload: 64 * 1024 * 1024 });
  receiver.on("message", (data: Buffer, isBinary: boolean) =>
    all.push(isBinary ? told("binary", data) : told("text", data.toString())),
  );
  receiver.on("conclude", (code: number, reason: Buffer) => all.push(`close ${code} ${reason.toString()}`));
  receiver._write(Buffer.from(bytes), "buffer", (error) => {
    if (error !== undefined) all.push(`${error.code} ${error.message}`);
  });
  return all;
}

describe("the reader of frames", () => {
  for (const from of ["client", "server"] as const)
    it(`hears of a ${from} what ws hears, however the bytes are cut, and leaves them as they are`, () => {
      const kinds = new Set<string>();
      for (let seed = 1; seed <= 150; seed += 1) {
        const random = numbers(seed);
        const bytes = stream(random, from === "client");
        const before = Buffer.from(bytes);
        const expected = theirs(bytes, from);
        expect(ours(bytes, from, random), `seed ${seed}`).to.deep.equal(expected);
        expect(bytes.equals(before), `seed ${seed}`).to.equal(true);
        for (const one of expected) kinds.add(one.split(" ")[0] ?? "");
      }
      expect([...kinds]).to.include.members(["text", "binary", "close", "WS_ERR_INVALID_UTF8"]);
      expect([...kinds].filter((kind) => kind.startsWith("WS_ERR_")).length).to.be.above(4);
    });
});
