import { deflateRawSync } from "node:zlib";
import { rawFrame } from "../traffic/raw-peers.ts";
import type { Habit, RawPeer } from "./raw-server.ts";

const OPEN = { opcode: 1, fin: true, masked: false } as const;

/** Answers the handshake as it should be, greets, and does harm when it is asked. */
function harm(then: (peer: RawPeer) => void | Promise<void>): Habit {
  return async (peer) => {
    await peer.accept();
    peer.say(JSON.stringify({ type: "connected", user: "u" }));
    await peer.spoken();
    await then(peer);
  };
}

const PONG = JSON.stringify({ type: "pong" });
const TOKEN = (turn: number): Buffer =>
  rawFrame(OPEN, Buffer.from(JSON.stringify({ type: "token", id: "r-1", index: turn })));

/** A frame that says it has so many bytes. */
function lying(length: bigint, opcode = 1): Buffer {
  const head = Buffer.alloc(10);
  head[0] = 0x80 | opcode;
  head[1] = 127;
  head.writeBigUInt64BE(length, 2);
  return head;
}

/** What hostile services do, and the rule that names it. */
export const SERVICES: readonly (readonly [what: string, rule: RegExp, habit: Habit])[] = [
  ["says nothing to a handshake", /^NO-HANDSHAKE$/, () => {}],
  [
    "sends header after header",
    /^PROTOCOL$/,
    async ({ request, socket, pour }) => {
      await request;
      socket.write("HTTP/1.1 101 Switching Protocols\r\n");
      // Many in one write: whoever takes too much has to see it within its patience on a busy machine, too.
      await pour((turn) => Buffer.from(`X-${turn}: x\r\n`.repeat(256)));
    },
  ],
  [
    "drips a header that never ends",
    /^NO-HANDSHAKE$/,
    async ({ request, socket }) => {
      await request;
      socket.write("HTTP/1.1 101 Switching Protocols\r\nX: ");
      const drip = setInterval(() => socket.write("x"), 20);
      socket.once("close", () => clearInterval(drip));
    },
  ],
  [
    "refuses with a body that never ends",
    /^HANDSHAKE-REFUSED$/,
    async ({ request, socket, pour }) => {
      await request;
      socket.write("HTTP/1.1 403 Forbidden\r\n\r\n");
      await pour(() => Buffer.alloc(65_536, "x"));
    },
  ],
  [
    "answers with what is no HTTP",
    /^PROTOCOL$/,
    async ({ request, socket }) => {
      await request;
      socket.end("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    },
  ],
  [
    "agrees to compression that nobody offered",
    /^PROTOCOL$/,
    async ({ accept }) => accept(["Sec-WebSocket-Extensions: permessage-deflate"]),
  ],
  ["streams without end", /^(?:STALLED)$/, harm(({ pour }) => pour(TOKEN))],
  [
    "sends a frame of 100 MB",
    /^(?:NO-REPLY|UNDECLARED|MALFORMED)$/,
    harm(({ socket }) => void socket.write(rawFrame(OPEN, Buffer.alloc(100 * 1024 * 1024, "x")))),
  ],
  [
    "sends fragments without end",
    /^(?:NO-REPLY|CUT-SHORT)$/,
    harm(async ({ socket, pour }) => {
      socket.write(rawFrame({ ...OPEN, fin: false }, Buffer.from("x")));
      const part = rawFrame({ opcode: 0, fin: false, masked: false }, Buffer.alloc(1024 * 1024, "x"));
      await pour(() => part);
    }),
  ],
  [
    "sends text that is no UTF-8",
    /^(?:PROTOCOL)$/,
    harm(({ socket }) => void socket.write(rawFrame(OPEN, Buffer.from([0xff, 0xfe, 0xc0])))),
  ],
  [
    "says that a frame has 2^62 bytes",
    /^(?:CUT-SHORT)$/,
    harm(({ socket }) => void socket.write(lying(2n ** 62n))),
  ],
  [
    "says 1 TB and sends on and on",
    /^(?:CUT-SHORT)$/,
    harm(async ({ socket, pour }) => {
      socket.write(lying(2n ** 40n));
      await pour(() => Buffer.alloc(1024 * 1024, "x"));
    }),
  ],
  [
    "says 1 MB and sends a part",
    /^(?:NO-REPLY)$/,
    harm(({ socket }) => void socket.write(Buffer.concat([lying(2n ** 20n), Buffer.alloc(100)]))),
  ],
  [
    "sends a compressed bomb unasked",
    /^(?:NO-REPLY|PROTOCOL)$/,
    harm(({ socket }) => {
      const bomb = rawFrame(OPEN, deflateRawSync(Buffer.alloc(64 * 1024 * 1024)));
      bomb[0] = 0xc1;
      socket.write(bomb);
    }),
  ],
  [
    "masks its frames",
    /^(?:PROTOCOL)$/,
    harm(({ socket }) => void socket.write(rawFrame({ ...OPEN, masked: true }, Buffer.from(PONG)))),
  ],
  [
    "uses an opcode that is none",
    /^(?:PROTOCOL)$/,
    harm(({ socket }) => void socket.write(rawFrame({ ...OPEN, opcode: 3 }, Buffer.from(PONG)))),
  ],
  [
    "sends a ping of 126 bytes",
    /^(?:PROTOCOL)$/,
    harm(({ socket }) => void socket.write(rawFrame({ ...OPEN, opcode: 9 }, Buffer.alloc(126)))),
  ],
  [
    "sends a close frame of one byte",
    /^(?:PROTOCOL)$/,
    harm(({ socket }) => void socket.write(rawFrame({ ...OPEN, opcode: 8 }, Buffer.alloc(1)))),
  ],
  [
    "sends the close code 1005",
    /^(?:PROTOCOL)$/,
    harm(({ socket }) => void socket.write(rawFrame({ ...OPEN, opcode: 8 }, Buffer.from([3, 0xed])))),
  ],
  [
    "floods with pings and answers nothing",
    /^(?:NO-REPLY)$/,
    harm(({ pour }) => pour(() => rawFrame({ ...OPEN, opcode: 9 }, Buffer.alloc(100)))),
  ],
  ["ends TCP without a close", /^(?:CUT-SHORT)$/, harm(({ socket }) => void socket.end())],
  ["resets TCP", /^(?:CUT-SHORT)$/, harm(({ socket }) => void socket.resetAndDestroy())],
  [
    "replies after its close",
    /^(?:CUT-SHORT)$/,
    harm(({ socket }) => {
      socket.write(rawFrame({ ...OPEN, opcode: 8 }, Buffer.from([3, 0xe8])));
      socket.write(rawFrame(OPEN, Buffer.from(PONG)));
    }),
  ],
  [
    "pushes 10,000 times a second, unasked",
    /^(?:UNEXPECTED)$/,
    harm(async ({ pour }) => {
      const said = rawFrame(OPEN, Buffer.from(JSON.stringify({ type: "stored", text: "x" })));
      await pour(() => said);
    }),
  ],
];
