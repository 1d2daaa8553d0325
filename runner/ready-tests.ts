import { join, resolve } from "node:path";
import { checkNames } from "../config/index.ts";
import { MANIFEST } from "../generator/writing/manifest.ts";
import { type Document, loadDocument } from "./document.ts";
import { type Fresh, LINES, NOTHING_STALE, stillFresh } from "./fresh.ts";
import type { Generated } from "./generate.ts";
import { ownTestFiles } from "./own-test-files.ts";

/** Written beside the tests, and no output that a person counts. */
const TOLD_OF_NONE: readonly string[] = [MANIFEST, LINES];

/**
 * The tests of a document, on disk and right: written where they are not, and neither planned nor rendered where
 * nothing has changed since they were last found right.
 */
export async function readyTests(document: Document): Promise<Generated> {
  const fresh = await stillFresh(document);
  // `generate --check` does not write the lines, so what it has kept says nothing of them.
  if (fresh?.outputs[LINES]) return asTheyLie(document, fresh);
  // All that plans and renders is loaded where it is needed alone.
  const { generateTests } = await import("./generate.ts");
  return generateTests(document);
}

async function asTheyLie(document: Document, { testFiles, outputs }: Fresh): Promise<Generated> {
  const begun = performance.now();
  const { contract, lineMap } = await loadDocument(document);
  const readMs = performance.now() - begun;
  checkNames(contract, document.config);
  const { cwd, config } = document;
  const ownTests = await ownTestFiles(resolve(cwd, config.out), { planned: testFiles, cwd });
  const unchanged = Object.keys(outputs).filter((path) => !TOLD_OF_NONE.includes(path));
  const made = {
    written: [],
    unchanged: unchanged.sort(),
    removed: [],
    kept: [],
    tests: NOTHING_STALE.tests,
  };
  const planned = testFiles.length;
  const lines = join(config.out, LINES);
  return { contract, lineMap, made, planned, testFiles, ownTests, parts: new Map(), lines, readMs };
}
