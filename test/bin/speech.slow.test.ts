import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

const folder = folderWith({ "asyncproof.config.yaml": "patience: 1500ms\n" });
copyFileSync(join(fixture, "speech.yaml"), join(folder.path, "speech.yaml"));
after(() => folder.remove());

const run = (...args: readonly string[]): ReturnType<typeof asyncproof> =>
  asyncproof(["run", "speech.yaml", ...args], folder.path);

const service = (habit: string): string[] => [
  "--start",
  `${JSON.stringify(process.execPath)} ${JSON.stringify(join(fixture, "speech.mjs"))} {port} ${habit}`,
];

describe("asyncproof run, with audio and JSON on one socket", function () {
  this.timeout(PATIENT_MS);

  it("sends bytes and hears bytes: the stub keeps it", async () => {
    const { code, stdout } = await run();
    expect(stdout).to.include("answers the example hello with success").and.to.include(", 0 violated,");
    expect(code).to.equal(0);
    const sent = readFileSync(join(folder.path, "generated-tests/reply/speech.test.ts"), "utf8");
    expect(sent).to.include('"aGVsbG8="');
  });

  it("finds a right service right, one that shares no code with us", async () => {
    const { code, stdout } = await run(...service("right"), "--family", "reply");
    expect([code, stdout]).to.satisfy(([exit]: [number]) => exit === 0, stdout);
  });

  it("finds JSON that comes as bytes", async () => {
    const { code, stdout } = await run(...service("bytes"), "--family", "reply");
    expect(code).to.equal(1);
    expect(stdout)
      .to.match(/OUT-OF-SEQUENCE|UNEXPECTED|NO-REPLY/)
      .and.to.match(/\n[1-9]\d* kept, [1-9]\d* violated/);
  });

  it("finds bytes that come as text", async () => {
    const { code, stdout } = await run(...service("text"), "--family", "reply");
    expect(code).to.equal(1);
    expect(stdout)
      .to.include("MALFORMED")
      .and.to.match(/\n[1-9]\d* kept, [1-9]\d* violated/);
  });
});
