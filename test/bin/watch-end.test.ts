import { expect } from "chai";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

interface Ended {
  readonly code: number;
  readonly stderr: string;
  /** What stands in the file `pid`. */
  readonly pid: number;
}

const CONFIG = "asyncproof.config.mjs";

/** How a run ends beside these files. */
async function ended(
  files: { readonly [name: string]: string },
  ...flags: readonly string[]
): Promise<Ended> {
  const folder = folderWith({ pid: "", ...files });
  try {
    cpSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
    const args = ["run", "echo.yaml", "--family", "connection", ...flags];
    const { code, stderr } = await asyncproof(args, folder.path);
    return { code, stderr, pid: Number(readFileSync(join(folder.path, "pid"), "utf8")) };
  } finally {
    folder.remove();
  }
}

describe("the end of a command", function () {
  this.timeout(PATIENT_MS);

  it("is no success where the config waits without end", async () => {
    const { code, stderr } = await ended({ [CONFIG]: "await new Promise(() => {});\n" });
    expect(code, stderr).to.equal(2);
    expect(stderr).to.match(/never ends\n {2}code {2}ENDED-EARLY\n$/);
  });

  it("is no success where the config ends the process, and says where", async () => {
    for (const given of [0, 1]) {
      const config = `const done = true;\nif (done) process.exit(${given});\n`;
      const { code, stderr } = await ended({ [CONFIG]: config });
      expect(code, stderr).to.equal(2);
      expect(stderr).to.include(`  at    ${CONFIG}:2:19\n`).and.include("code  ENDED-EARLY");
    }
  });

  it("is exit code 2, its place and no stack where something is thrown that nobody hears", async () => {
    for (const thrown of [
      "Promise.reject(new Error('lost'))",
      "queueMicrotask(() => {throw new Error('lost')})",
    ]) {
      const { code, stderr } = await ended({ [CONFIG]: `\n${thrown};\nexport default {};\n` });
      expect(code, stderr).to.equal(2);
      expect(stderr).to.match(/^error: an exception that nobody caught: Error: lost\n/);
      expect(stderr)
        .to.include(`  at    ${CONFIG}:2:`)
        .and.include("code  UNCAUGHT")
        .and.not.match(/^ +at .*\(/m);
    }
  });

  it("does not wait for what a config holds open", async () => {
    const config = "setInterval(() => {}, 1000);\nexport default {};\n";
    const { code, stderr } = await ended({ [CONFIG]: config });
    expect(code, stderr).to.equal(0);
  });

  it("does not wait for a service that went into the background with our pipes", async () => {
    const daemon = `import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
const held = spawn(process.execPath, ["-e", "setTimeout(() => {}, 600000)"], { detached: true, stdio: "inherit" });
writeFileSync("pid", String(held.pid));
held.unref();
`;
    const start = ["--start", "node daemon.mjs {port}"];
    const { code, stderr, pid } = await ended({ "daemon.mjs": daemon }, ...start);
    process.kill(pid, "SIGKILL");
    expect(code).to.equal(2);
    expect(stderr).to.include("code  SERVICE-EXITED");
  });
});
