import { rawFrame } from "../traffic/raw-peers.ts";
import type { Habit } from "./raw-server.ts";

const OPEN = { opcode: 1, fin: true, masked: false } as const;

/** Whatever a client of the echo service says, it gets this. */
function answering(write: (socket: Parameters<Habit>[0]) => void | Promise<void>): Habit {
  return async (peer) => {
    await peer.accept();
    await peer.spoken();
    await write(peer);
  };
}

/** What services do to a run, and the rule that names it. */
export const HABITS: readonly (readonly [what: string, rule: RegExp, habit: Habit])[] = [
  ["says nothing to a handshake", /NO-HANDSHAKE/, () => {}],
  [
    "answers with what is no HTTP",
    /PROTOCOL/,
    async ({ request, socket }) => {
      await request;
      socket.end("220 mail ready\r\n\r\n");
    },
  ],
  ["says nothing after the handshake", /NO-REPLY/, answering(() => {})],
  ["floods", /UNDECLARED|MALFORMED/, answering(({ pour }) => pour(() => rawFrame(OPEN, Buffer.from("x"))))],
  [
    "sends 100 MB",
    /MALFORMED|UNDECLARED|NO-REPLY/,
    answering(({ socket }) => void socket.write(rawFrame(OPEN, Buffer.alloc(100 * 1024 * 1024, "x")))),
  ],
  [
    "resets every connection",
    /CUT-SHORT|UNEXPECTED-CLOSE/,
    answering(({ socket }) => void socket.resetAndDestroy()),
  ],
  ["breaks RFC 6455", /PROTOCOL/, answering(({ socket }) => void socket.write(Buffer.from([0xff, 0xff])))],
];
