import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { writeFiles } from "../../generator/writing/write-files.ts";
import { folderWith } from "../config/folder.ts";
import { VARIANTS } from "./kill-variants.ts";

const CHILD = join(import.meta.dirname, "write-forever.ts");
const HOOK = join(import.meta.dirname, "../ts-hook.mjs");
const KILLS = 8;

/** Every file below a folder, by its path. */
function filesIn(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path, "utf8")];
    }),
  );
}

/** Does a writer move files to their places right now? */
function isMoving(folder: string): boolean {
  const cache = join(folder, ".cache");
  const staged = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith("staging-")) : [];
  return staged.some((name) => existsSync(join(cache, name, "intent.json")));
}

/** Starts a writer, and kills it so long after it has begun, or (null) while it moves files. */
async function killed(folder: string, afterMs: number | null): Promise<void> {
  const child = spawn(process.execPath, [`--import=${HOOK}`, CHILD, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  try {
    await once(child.stdout, "data");
    if (afterMs !== null) await pause(afterMs);
    while (afterMs === null && !isMoving(folder)) await pause(0);
  } finally {
    child.kill("SIGKILL");
    expect((await ended)[1]).to.equal("SIGKILL");
  }
}

describe("a writer that is killed", function () {
  this.timeout(90_000);

  it(`at ${KILLS} moments loses nothing and leaves nothing: every file is whole, and the next makes all right`, async () => {
    const own = { "out/both/own.test.ts": "mine", "out/notes.md": "mine" };
    const folder = folderWith(own);
    const out = join(folder.path, "out");
    try {
      let hits = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        await killed(out, kill % 2 === 0 ? 5 + kill * 9 : null);
        hits += isMoving(out) ? 1 : 0;
        for (const [path, text] of filesIn(out)) {
          if (path.startsWith(".")) continue;
          const whole = VARIANTS.flat().filter((file) => file.path === path);
          expect(text === "mine" || whole.some((file) => file.text === text), path).to.equal(true);
        }
        // The state before: what the killed one has moved is neither that nor in the manifest.
        const files = VARIANTS[(kill >> 1) % 2] ?? [];
        const { fates } = await writeFiles(out, { files, lines: "", force: false });
        expect(fates.filter(({ kind }) => kind === "kept")).to.deep.equal([]);
        expect([...filesIn(out).keys()].sort()).to.deep.equal(
          [
            ...files.map(({ path }) => path),
            ...[".manifest.json", ".cache/.gitignore", ".cache/lines.json", "both/own.test.ts", "notes.md"],
          ].sort(),
        );
        expect(readdirSync(out).sort()).to.deep.equal(
          [".cache", ".manifest.json", "both", "notes.md", kill % 4 < 2 ? "one" : "two"].sort(),
        );
        for (const file of files) expect(filesIn(out).get(file.path)).to.equal(file.text);
      }
      expect(hits, "kills while files were moved").to.be.at.least(1);
    } finally {
      folder.remove();
    }
  });

  it("would be seen if it wrote in place: half a file is no file of either state", () => {
    const [file] = VARIANTS[0] ?? [];
    const half = file?.text.slice(0, 5000);
    expect(VARIANTS.flat().some(({ text }) => text === half)).to.equal(false);
  });

  it("leaves its staging alone while it lives: only what the dead left is taken away", async () => {
    const folder = folderWith({});
    const [files = []] = VARIANTS;
    const alive = join(folder.path, `.cache/staging-${process.ppid}-0123456789ab`);
    const dead = join(folder.path, ".cache/staging-999999999-0123456789ab");
    try {
      for (const one of [alive, dead]) {
        mkdirSync(one, { recursive: true });
        writeFileSync(join(one, "0"), "x");
        writeFileSync(join(one, "intent.json"), JSON.stringify({ "../precious": "x" }));
      }
      await writeFiles(folder.path, { files, lines: null, force: false });
      const left = readdirSync(join(folder.path, ".cache"));
      expect(left.sort()).to.deep.equal([".gitignore", `staging-${process.ppid}-0123456789ab`]);
    } finally {
      folder.remove();
    }
  });
});
