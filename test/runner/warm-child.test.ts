import { expect } from "chai";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { RunEvent } from "../../report/events.ts";
import { EVERYTHING } from "../../runner/filter.ts";
import { runMochaChild } from "../../runner/mocha-child.ts";
import type { ChildPlace } from "../../runner/spawn-mocha.ts";
import { WarmChild } from "../../runner/warm-child.ts";
import { folderWith } from "../config/folder.ts";
import { isGone } from "./processes.ts";

const folder = folderWith({
  "a.test.ts": `it("says " + process.pid + " " + process.env.SAID + " " + process.env.GONE, () => {});`,
  "b.test.ts": `describe("b", () => {
    it("is wanted", () => {});
    it("is left out", () => { throw new Error("it was not"); });
  });`,
});
const env = { ...process.env, ASYNCPROOF_HOOKS: "1", ASYNCPROOF_EVENTS: "3" };
after(() => folder.remove());

/** Runs the tests and gives the titles of those that ran. */
async function titles(warm: WarmChild, place: ChildPlace): Promise<string[]> {
  const [file, other] = ["a.test.ts", "b.test.ts"].map((name) => join(folder.path, name));
  const events: RunEvent[] = [];
  let spawned: number | undefined;
  await runMochaChild({
    ...place,
    job: {
      files: [file ?? "", other ?? ""],
      filter: EVERYTHING,
      plain: [],
      names: null,
      parts: { [other ?? ""]: ["b > is wanted"] },
      revives: null,
      bail: false,
      accepted: [],
      forbidOnly: false,
      timeoutMs: 10_000,
      document: "asyncapi.yaml",
      url: "ws://localhost:1",
      seed: 1,
    },
    silenceMs: 60_000,
    signal: new AbortController().signal,
    spawn: (where) => {
      const child = warm.take(where);
      spawned = child.pid;
      return child;
    },
    onEvent: (event) => events.push(event),
    onOutput: () => {},
  });
  const told = events.flatMap((event) => (event.kind === "testFinished" ? [event.title.join(" > ")] : []));
  return told.map((title) => title.replace(`says ${spawned} `, ""));
}

function isWarm(child: ChildProcess): boolean {
  return child.spawnargs.includes("warm");
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

describe("WarmChild", () => {
  it("has the next child ready, which takes the environment of its run, and no other", async () => {
    await using warm = new WarmChild();
    const place = { cwd: folder.path, env: { ...env, SAID: "first", GONE: "here" } };
    expect(await titles(warm, place)).to.deep.equal(["first here", "b > is wanted"]);
    await warm.prepare();
    expect(await titles(warm, { ...place, env: { ...env, SAID: "second" } })).to.deep.equal([
      "second undefined",
      "b > is wanted",
    ]);
  });

  it("gives the one that waits once, and a new one where its place is another or it has ended", async () => {
    await using warm = new WarmChild();
    const place = { cwd: folder.path, env };
    const elsewhere = { ...place, cwd: join(folder.path, "..") };
    await titles(warm, place);
    await warm.prepare();
    const given = [warm.take(place), warm.take(place)];
    await warm.prepare();
    given.push(warm.take(elsewhere));
    await warm.prepare();
    const dead = warm.take(elsewhere);
    await end(dead);
    await warm.prepare();
    expect([...given, dead].map(isWarm)).to.deep.equal([true, false, false, true]);
    for (const child of given) await end(child);
  });

  it("ends the child that waits when it is done with", async () => {
    const warm = new WarmChild();
    await titles(warm, { cwd: folder.path, env });
    await warm.prepare();
    const pid = warm.waiting ?? 0;
    expect(pid).to.be.greaterThan(0);
    await warm[Symbol.asyncDispose]();
    expect(await isGone(pid)).to.equal(true);
    expect(warm.waiting).to.equal(null);
  });
});
