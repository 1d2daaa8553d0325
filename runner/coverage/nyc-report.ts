import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CoverageMap } from "istanbul-lib-coverage";
import { ToolError } from "../../contract/tool-error.ts";
import { makeFolder } from "../../contract/make-folder.ts";

/** `lcovonly`, because `lcov` would write all of the HTML a second time. */
const REPORTERS = ["html", "lcovonly", "text", "json-summary"];
/** For a large service on a machine that does other things too: slow is no fault, a hang is one. */
const LIMIT_MS = 900_000;

/** What the reports of nyc lay directly into their folder. */
const LAID = [
  ...["index.html", "base.css", "prettify.css", "prettify.js", "block-navigation.js", "sorter.js"],
  ...["favicon.png", "sort-arrow-sprite.png"],
];

/** Throws COVERAGE-FOLDER where the reports would take the place of what no earlier ones wrote: a page of the project. */
export function refuseForeign(folder: string, shown: string): void {
  if (existsSync(join(folder, "coverage-summary.json"))) return;
  const there = LAID.find((name) => existsSync(join(folder, name)));
  if (there !== undefined)
    throw new ToolError("COVERAGE-FOLDER", `${there} would be written over, and is of no coverage report`, {
      where: join(shown, there),
      hint: "--coverage-dir names a folder that is for the reports alone",
    });
}

/** Lets nyc write its reports of a coverage map into a folder, and gives its text. Throws where nyc fails. */
export async function nycReport(map: CoverageMap, folder: string, cwd: string): Promise<string> {
  const raw = mkdtempSync(join(tmpdir(), "asyncproof-nyc-"));
  try {
    makeFolder(folder);
    writeFileSync(join(raw, "service.json"), JSON.stringify(map));
    return await nyc([
      ...["report", "--cwd", cwd, "--temp-dir", raw, "--report-dir", folder],
      // What counts has been decided; nyc's own ideas of tests and extensions must not drop files.
      ...["--exclude-after-remap", "false", "--check-coverage", "false"],
      ...REPORTERS.flatMap((reporter) => ["--reporter", reporter]),
    ]);
  } finally {
    rmSync(raw, { recursive: true, force: true });
  }
}

async function nyc(args: readonly string[]): Promise<string> {
  const bin = createRequire(import.meta.url).resolve("nyc/bin/nyc.js");
  const child = spawn(process.execPath, [bin, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LIMIT_MS,
  });
  let text = "";
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    said += part;
  });
  const [code, signal] = await once(child, "close");
  const why =
    signal === null ? said.trim() : `it was ended by ${signal}, after ${LIMIT_MS / 60_000} minutes at most`;
  if (code !== 0) throw new ToolError("COVERAGE-REPORT", `nyc could not write its report: ${why}`);
  return text;
}
