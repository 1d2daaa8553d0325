import { expect } from "chai";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

const KNOWN = "asyncproof.known.yaml";

describe("asyncproof run, on a service that breaks its document today", function () {
  this.timeout(PATIENT_MS);
  const folder = folderWith({ "asyncproof.config.yaml": "patience: 1500ms\n" });
  copyFileSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
  after(() => folder.remove());

  const service = (habit: string): string =>
    `${JSON.stringify(process.execPath)} ${JSON.stringify(join(fixture, "echo.mjs"))} {port} ${habit}`;
  const run = (...args: readonly string[]): ReturnType<typeof asyncproof> =>
    asyncproof(["run", "echo.yaml", ...args], folder.path);
  const liar = ["--start", service("liar"), "--family", "message"];

  it("tells one cause once, stops with --bail, and gives the command that runs it again", async () => {
    const { code, stdout } = await run(...liar);
    expect(code).to.equal(1);
    expect(stdout).to.match(/the same cause in 2 more tests:/);
    expect(stdout).to.include("\n1) ").and.not.to.include("\n2) ");
    const [, command = ""] = /replay +npx asyncproof run (.*)/.exec(stdout) ?? [];
    expect(command)
      .to.include("echo.yaml --start ")
      .and.to.match(/--grep "accepts only what is required" --seed 1$/);
    const bailed = await run(...liar, "--bail");
    expect(bailed.stdout).to.include("0 kept, 1 violated");
  });

  it("runs with --failed what failed, and forgets what passes then", async () => {
    await run(...liar);
    const listed = await run("--list", "--failed");
    expect(listed.stdout).to.match(/\n3 tests\n$/);
    const right = await run("--failed");
    expect(right.code).to.equal(0);
    expect(right.stdout).to.include("\n3 kept, 0 violated");
    const nothing = await run("--failed");
    expect(nothing.code).to.equal(2);
    expect(nothing.stderr).to.include("NO-FAILED");
    expect(readFileSync(join(folder.path, "generated-tests/.cache/.gitignore"), "utf8")).to.equal("*\n");
  });

  it("accepts with --write-known what is broken now, and with --known nothing new", async () => {
    const written = await run("--start", service("liar"), "--write-known");
    expect([written.code, existsSync(join(folder.path, KNOWN))], written.stdout).to.deep.equal([0, true]);
    const known = await run("--start", service("liar"), "--known", KNOWN);
    expect(known.code, known.stdout).to.equal(0);
    expect(known.stdout).to.match(/0 violated, [1-9]\d* known/);
    const file = join(folder.path, KNOWN);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(/expires: .*/g, "expires: 2020-01-01"));
    const expired = await run("--start", service("liar"), "--known", KNOWN, "--family", "message");
    expect(expired.code).to.equal(1);
    expect(expired.stdout).to.include("known until 2020-01-01: ");
    const repaired = await run("--known", KNOWN);
    expect(repaired.code).to.equal(0);
    expect(repaired.stderr).to.match(/UNKNOWN-CORRELATION at #.* is known and did not come: take it out of/);
  });

  it("takes settings as flags, and refuses one of a wrong form", async () => {
    const shown = await run("--show-config", "--json", "--max-wait", "90s", "--rate", "5");
    const settings: { key: string; value: unknown; origin: string }[] = JSON.parse(shown.stdout).settings;
    const find = (name: string): unknown => settings.find(({ key }) => key === name);
    expect(find("maxWait")).to.deep.equal({ key: "maxWait", value: "90000ms", origin: "--max-wait" });
    expect(find("rate")).to.deep.equal({ key: "rate", value: 5, origin: "--rate" });
    const wrong = await run("--max-wait", "long");
    expect(wrong.code).to.equal(2);
    expect(wrong.stderr).to.include("CONFIG-INVALID").and.to.include("--max-wait");
    const none = await run("--rate", "fast");
    expect(none.code).to.equal(2);
  });
});
