import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

const folder = folderWith({});
copyFileSync(join(fixture, "wild.yaml"), join(folder.path, "wild.yaml"));
after(() => folder.remove());

/** What a valid service keeps; the rest is about refusing. */
const POSITIVE = ["connection", "message", "reply", "stream", "push"].flatMap((name) => ["--family", name]);

interface Counts {
  readonly kept: number;
  readonly violated: number;
  readonly errors: number;
  readonly unspecified: number;
  readonly notReached: number;
}

async function counted(...args: readonly string[]): Promise<Counts & { readonly code: number }> {
  const { code, stdout } = await asyncproof(
    ["run", "wild.yaml", "--jobs", "8", "--json", ...args],
    folder.path,
  );
  return { ...(JSON.parse(stdout) as Counts), code }; // the command's own report
}

describe("asyncproof run, with a document as they are in the wild", function () {
  this.timeout(PATIENT_MS);

  it("is kept by its own stub, most of what a valid service shows too", async () => {
    const { code, kept, violated, errors, unspecified, notReached } = await counted(...POSITIVE);
    expect({ code, violated, errors }).to.deep.equal({ code: 0, violated: 0, errors: 0 });
    expect(kept / (kept + unspecified + notReached)).to.be.at.least(0.7);
  });

  it("is refused by its own stub as the document lets expect, or left open", async () => {
    const { code, violated, errors } = await counted("--family", "security", "--family", "refusal");
    expect({ code, violated, errors }).to.deep.equal({ code: 0, violated: 0, errors: 0 });
  });
});
