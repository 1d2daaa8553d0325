import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { linuxProcess } from "../../runner/linux-process.ts";
import { OWN_GROUP } from "../../runner/own-group.ts";
import { endWithUs, stopGroup } from "../../runner/process-group.ts";
import { connectFailure, freePort } from "../../runner/tcp.ts";
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

/** Listens in its second thread, when its first one is over. */
const FIRST_THREAD_OVER = `
import ctypes, os, socket, threading, time
first = threading.get_native_id()
def listen():
    service = socket.create_server(("127.0.0.1", int(os.environ["PORT"])))
    while open(f"/proc/self/task/{first}/stat").read().rsplit(") ")[1][0] != "Z":
        time.sleep(0.01)
    print(os.getpid(), flush=True)
    service.accept()
threading.Thread(target=listen).start()
ctypes.CDLL(None).pthread_exit(None)
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

  it("is not over before the last thread of its last process is: that one still listens", async function () {
    if (process.platform !== "linux") return this.skip();
    const port = await freePort();
    const child = spawn("sh", ["-c", `/usr/bin/python3 -c "$0" & wait`, FIRST_THREAD_OVER], {
      env: { ...process.env, PORT: String(port) },
      stdio: ["ignore", "pipe", "inherit"],
      ...OWN_GROUP,
    });
    endWithUs(child);
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    expect(linuxProcess(Number(line))).to.deep.equal({ group: child.pid, over: false });
    process.kill(Number(child.pid), "SIGKILL");
    await once(child, "exit");
    await stopGroup(child, 0);
    const failure = await connectFailure({ host: "127.0.0.1", port });
    if (failure === "") process.kill(Number(line), "SIGKILL");
    expect(failure).to.equal("ECONNREFUSED");
  });
});
