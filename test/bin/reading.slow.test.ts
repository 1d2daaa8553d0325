import { expect } from "chai";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

const echo = readFileSync(join(fixture, "echo.yaml"), "utf8");
const folder = folderWith({
  "lost.yaml": echo
    .replace("minLength: 1, maxLength: 40 }", '$ref: "#/components/schemas/Id" }')
    .concat('  more: { action: receive, channel: { $ref: "#/channels/ecko" } }\n'),
  "ours.yaml": `overlay: 1.0.0
info: { title: Ours, version: 1.0.0 }
actions:
  - target: $.operations.talk
    update: { x-contract: { within: 2s } }
  - target: $.channels.echo.messages.say
    update: { examples: [{ name: hi, payload: { type: say, id: hi } }] }
`,
  "nowhere.yaml": `overlay: 1.0.0
info: { title: Nowhere, version: 1.0.0 }
actions:
  - target: $.operations.tlak
    update: { x-contract: { within: 2s } }
`,
});
copyFileSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
after(() => folder.remove());

const run = (...args: readonly string[]): ReturnType<typeof asyncproof> => asyncproof(args, folder.path);

describe("what of a document the command line reads", function () {
  this.timeout(PATIENT_MS);

  it("is tested as far as it can be, and told the same from the cache", async () => {
    const cold = await run("generate", "lost.yaml", "--out", "lost");
    expect(cold.code, cold.stderr).to.equal(0);
    expect(cold.stderr)
      .to.match(
        /`#\/components\/schemas\/Id` leads nowhere: whatever stands there is not checked.*\n {2}at lost\.yaml:15:\d+ {2}REFERENCE-LOST\n/,
      )
      .and.to.match(
        /1 of 2 operations is left out; `more` .*\n {2}at lost\.yaml:\d+:\d+ {2}OPERATION-LEFT-OUT\n/,
      );
    const warm = await run("generate", "lost.yaml", "--out", "lost", "--check");
    expect(warm).to.deep.equal({ code: 0, stdout: "nothing is stale\n", stderr: cold.stderr });
  });

  it("is nothing with --strict where there is a fault: exit code 2, with the places", async () => {
    const { code, stderr } = await run("generate", "lost.yaml", "--out", "strict", "--strict");
    expect(code).to.equal(2);
    expect(stderr).to.match(/^error: not a valid AsyncAPI document:\n {2}lost\.yaml:15:\d+ /);
  });

  it("is what --overlay makes of it: of a run, with the overlay's own promise", async () => {
    const { code, stdout, stderr } = await run(
      ...["run", "echo.yaml", "--overlay", "ours.yaml", "--out", "overlaid", "--family", "reply"],
    );
    expect(code, stderr).to.equal(0);
    // Without the overlay's example nobody would know what to ask.
    expect(stdout)
      .to.include("✔ is answered with said")
      .and.to.match(/\n1 kept, 0 violated, /);
    const lock = readFileSync(join(folder.path, "overlaid/contract.lock.json"), "utf8");
    expect(lock).to.include('"ms": 2000');
    const without = await run("generate", "echo.yaml", "--out", "overlaid", "--check");
    expect(without.code).to.equal(1);
  });

  it("is an error where an overlay finds nothing", async () => {
    const { code, stderr } = await run("generate", "echo.yaml", "--overlay", "nowhere.yaml");
    expect(code).to.equal(2);
    expect(stderr)
      .to.include("`$.operations.tlak` finds nothing")
      .and.to.match(/ at {4}nowhere\.yaml:4:13\n/);
  });
});
