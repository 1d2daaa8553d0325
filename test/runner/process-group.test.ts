import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { isGone } from "./processes.ts";

const room = join(import.meta.dirname, "../../runner");

/** Starts a child that blocks its event loop, tells its process, and waits for ever. */
const PARENT = `
  import { spawn } from "node:child_process";
  import { endWithUs } from ${JSON.stringify(join(room, "process-group.ts"))};
  import { OWN_GROUP } from ${JSON.stringify(join(room, "own-group.ts"))};
  const busy = "process.stdout.write('busy\\\\n'); for (;;);";
  const child = spawn(process.execPath, ["-e", busy], { stdio: ["pipe", "pipe", "inherit"], ...OWN_GROUP });
  endWithUs(child);
  child.stdout.once("data", () => console.log(child.pid));
`;

describe("a group of processes", () => {
  for (const signal of ["SIGKILL", "SIGTERM"] as const)
    it(`ends with who started it, by ${signal} too, though it blocks`, async () => {
      const hook = join(import.meta.dirname, "../ts-hook.mjs");
      const parent = spawn(process.execPath, [`--import=${hook}`, "--input-type=module", "--eval", PARENT], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [line] = await once(createInterface({ input: parent.stdout }), "line");
      parent.kill(signal);
      await once(parent, "exit");
      const gone = await isGone(Number(line));
      if (!gone) process.kill(Number(line), "SIGKILL");
      expect(gone, line).to.equal(true);
    });
});
