import { expect } from "chai";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { asyncproof, fixture } from "../bin/cli.ts";
import { folderWith } from "../config/folder.ts";
import { rawFrame } from "../traffic/raw-peers.ts";
import { type Habit, rawServer } from "./raw-server.ts";

const OPEN = { opcode: 1, fin: true, masked: false } as const;

/** Whatever a client of the echo service says, it gets this. */
function answering(write: (socket: Parameters<Habit>[0]) => void | Promise<void>): Habit {
  return async (peer) => {
    await peer.accept();
    await peer.spoken();
    await write(peer);
  };
}

const HABITS: readonly (readonly [what: string, rule: RegExp, habit: Habit])[] = [
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

/** No service holds a run for longer; a busy machine takes its time, too. */
const WITHIN_MS = 100_000;

describe("a run against a hostile service that", function () {
  this.timeout(150_000);
  const folder = folderWith({ "asyncproof.config.yaml": "patience: 1s\nmaxWait: 1s\n" });
  copyFileSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
  after(() => folder.remove());

  for (const [what, rule, habit] of HABITS)
    it(`${what} ends in time with exit code 1 and says which promise was broken`, async () => {
      const service = await rawServer(habit);
      const started = performance.now();
      const args = ["run", "echo.yaml", "--url", service.url, "--no-color", "--family", "message"];
      const { code, stdout, stderr } = await asyncproof(args, folder.path);
      await service.close();
      expect(code, stdout + stderr).to.equal(1);
      expect(stdout).to.match(rule);
      expect(stdout + stderr).not.to.match(/^\s+at .*\.(?:ts|js):\d+/m);
      expect(performance.now() - started).to.be.below(WITHIN_MS);
    });
});
