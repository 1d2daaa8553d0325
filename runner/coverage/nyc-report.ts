import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
