import { expect } from "chai";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { folderWith } from "../config/folder.ts";
import { connectFailure, freePort } from "../../runner/tcp.ts";
import { processesIn } from "../runner/processes.ts";
import { asyncproof, fixture, PATIENT_MS, said, start } from "./cli.ts";

const MOMENTS = 3;

describe("asyncproof check", function () {
  this.timeout(PATIENT_MS);
  const folder = folderWith({ "asyncproof.config.yaml": "patience: 1500ms\n" });
  copyFileSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
  after(() => folder.remove());
  const service = (habit: string): string => `node ${join(fixture, "echo.mjs")} {port} ${habit}`;

  it("says of each part what came of it, and that what nobody compared is not checked", async () => {
    expect((await asyncproof(["generate", "echo.yaml"], folder.path)).code).to.equal(0);
    const args = [
      "check",
      "echo.yaml",
      "--quiet",
      "--start",
      service("right"),
      "--min-contract-coverage",
      "100",
    ];
    const { stdout } = await asyncproof([...args, "--max-unspecified", "0"], folder.path);
    expect(stdout).to.match(/\nstale +ok /);
    expect(stdout).to.match(
      /\nbreaking +not checked +breaking changes not checked: this is no git repository/,
    );
    expect(stdout).to.match(/\nrun +ok +\d+ kept, 0 violated/);
    expect(stdout).to.match(/\ngates +FAILED +\d+ tests? (are|is) unspecified, at most 0 may be/);
    expect(stdout).not.to.include("the stub was tested");
  });

  it("says that it was the stub that kept its promises where no service is named", async () => {
    const { stdout } = await asyncproof(["check", "echo.yaml", "--quiet"], folder.path);
    expect(stdout.replace(/\s+/g, " ")).to.include("not reached; the stub was tested");
  });

  it("goes red for a service that breaks its promise, and where fewer faults are killed than asked for", async () => {
    const args = ["check", "echo.yaml", "--quiet", "--start", service("liar"), "--min-kill", "99"];
    const { code, stdout } = await asyncproof(args, folder.path);
    expect(code).to.equal(1);
    expect(stdout).to.match(/\nrun +FAILED +\d+ kept, [1-9]\d* violated/);
    expect(stdout).to.match(/\ngates +FAILED +--min-kill 99: only \d+ % of the faults are killed/);
  });

  it("could not tell where the service is not there, and says so of the gates too: exit code 2", async () => {
    const port = await freePort();
    const args = ["check", "echo.yaml", "--url", `ws://127.0.0.1:${port}`, "--min-contract-coverage", "1"];
    const { code, stdout, stderr } = await asyncproof(args, folder.path);
    expect(code).to.equal(2);
    expect(stdout).to.match(/\nrun +could not tell +SERVICE-UNREACHABLE/);
    expect(stdout).to.match(/\ngates +could not tell/);
    expect(stderr).to.include("SERVICE-UNREACHABLE");
  });

  it("refuses a base that is named and not there: exit code 2", async () => {
    const { code, stderr } = await asyncproof(["check", "echo.yaml", "--base", "v0.9"], folder.path);
    expect(code).to.equal(2);
    expect(stderr).to.include("REVISION");
  });

  it(`leaves no process and no port when it is ended at ${MOMENTS} moments`, async () => {
    for (let moment = 0; moment < MOMENTS; moment += 1) {
      const port = await freePort();
      const args = ["check", "echo.yaml", "--start", service("slow"), "--port", String(port)];
      const cli = start(args, folder.path);
      // The first at any time, the others while tests run.
      if (moment === 0) await pause(Math.random() * 1200);
      else await said(cli, /✔/);
      cli.child.kill(moment % 2 === 0 ? "SIGTERM" : "SIGKILL");
      await cli.ended;
      expect(await remaining(folder.path), `moment ${moment}`).to.deep.equal([]);
      expect(await closing(port)).to.equal("ECONNREFUSED");
    }
  });
});

/** What is left of the processes in a folder when they had time to end: on a busy machine that takes some. */
async function remaining(folder: string): Promise<readonly number[]> {
  const end = performance.now() + 15_000;
  while (processesIn(folder).length > 0 && performance.now() < end) await pause(20);
  return processesIn(folder);
}

/** Why nobody can connect to a port: a process that ends lets go of its folder before it lets go of its sockets. */
async function closing(port: number): Promise<string> {
  const end = performance.now() + 15_000;
  for (;;) {
    const failure = await connectFailure({ host: "127.0.0.1", port });
    if (failure !== "" || performance.now() > end) return failure;
    await pause(20);
  }
}
