import { expect } from "chai";
import { copyFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { type Cli, fixture, PATIENT_MS, said, start } from "./cli.ts";

const folder = folderWith({});
const file = join(folder.path, "echo.yaml");
copyFileSync(join(fixture, "echo.yaml"), file);
const right = readFileSync(file, "utf8");
const running: Cli[] = [];
after(async () => {
  for (const { child, ended } of running) {
    child.kill("SIGKILL");
    await ended;
  }
  folder.remove();
});

function watching(...args: readonly string[]): Cli {
  const cli = start([...args, "--watch"], folder.path);
  running.push(cli);
  return cli;
}

/** What the command says from now on, up to where it waits again. */
async function nextRound(cli: Cli, change: () => void): Promise<string> {
  cli.stdout = "";
  cli.stderr = "";
  change();
  await said(cli, /watching; Ctrl\+C ends/);
  return cli.stdout + cli.stderr;
}

/** As most editors save. */
function replace(text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

async function stops(cli: Cli): Promise<number> {
  cli.child.kill("SIGINT");
  return cli.ended;
}

describe("--watch", function () {
  this.timeout(2 * PATIENT_MS);

  it("of generate writes again what changes, lives through a broken document, and stops in order", async () => {
    const cli = watching("generate", "echo.yaml");
    expect(await nextRound(cli, () => {})).to.match(/\d+ files: \d+ written/);
    const changed = await nextRound(cli, () => replace(right.replace("maxLength: 40", "maxLength: 30")));
    expect(changed)
      .to.include("changed: echo.yaml\n")
      .and.to.match(/changed maxLength of id/);
    const broken = await nextRound(cli, () => writeFileSync(file, `${right}\n  : [`));
    expect(broken)
      .to.include("YAML-SYNTAX")
      .and.to.match(/echo\.yaml:\d+:\d+/);
    const config = await nextRound(cli, () => {
      writeFileSync(join(folder.path, "asyncproof.config.yaml"), "sed: 3\n");
      replace(right);
    });
    expect(config).to.include("CONFIG-INVALID").and.to.include("did you mean `seed`?");
    const mended = await nextRound(cli, () =>
      writeFileSync(join(folder.path, "asyncproof.config.yaml"), "seed: 1\n"),
    );
    expect(mended).to.match(/\d+ files: [1-9]\d* written/);
    expect(await stops(cli)).to.equal(0);
  });

  it("of run runs what has changed, against a service that stays up", async () => {
    replace(right);
    const cli = watching("run", "echo.yaml", "--no-color");
    const all = Number(/(\d+) kept/.exec(await nextRound(cli, () => {}))?.[1]);
    expect(all).to.be.greaterThan(5);
    const comment = await nextRound(cli, () => replace(`# a comment\n${right}`));
    expect(comment)
      .to.include("no test is affected\n")
      .and.to.match(/read in \d+ ms, tests made in \d+ ms\n/);
    const some = await nextRound(cli, () => replace(right.replace("maxLength: 40", "maxLength: 30")));
    expect(Number(/(\d+) kept/.exec(some)?.[1])).to.be.within(1, all - 1);
    expect(some).to.match(/read in \d+ ms, tests made in \d+ ms, run in \d+ ms\n/);
    // Another reply is promised, and not one test file is another.
    const reply = await nextRound(cli, () =>
      replace(
        right
          .replace("maxLength: 40", "maxLength: 30")
          .replace("id: { type: string } }", "id: { type: string, maxLength: 99 } }"),
      ),
    );
    expect(reply).to.match(/files: 1 written/);
    expect(Number(/(\d+) kept/.exec(reply)?.[1])).to.be.within(1, all);
    expect(await stops(cli)).to.equal(0);
  });

  it("can't be one JSON document", async () => {
    const cli = watching("generate", "echo.yaml", "--json");
    expect(await cli.ended).to.equal(2);
    expect(cli.stderr).to.include("cannot be used with");
  });
});
