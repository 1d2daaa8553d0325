import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../bin/cli.ts";
import type { Example } from "./example.ts";

/** How the tests of some families ended, by their full titles. */
export interface FamilyRun {
  readonly passed: readonly string[];
  readonly failed: readonly { readonly title: string; readonly rule: string }[];
}

const MOCHA = join(root, "node_modules", "mocha", "bin", "mocha.js");
const LOADER = import.meta.resolve("asyncproof/ts");

/**
 * Runs the generated tests of some families against a service with plain Mocha: what was generated once serves for
 * all services of an example.
 */
export async function runFamilies(
  { folder, command }: Example,
  service: string,
  { tests, families }: { readonly tests: string; readonly families: readonly string[] },
): Promise<FamilyRun> {
  const running = spawn(command, [join(root, folder, service), "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(running, "exit");
  try {
    const url = await urlOf(running);
    const env = { ASYNCPROOF_URL: url, ASYNCPROOF_CONFIG: join(root, folder, "asyncproof.config.yaml") };
    return await mocha(
      families.map((family) => join(tests, family)),
      env,
    );
  } finally {
    running.kill("SIGKILL");
    await ended;
  }
}

/** What a started service says: `listening on ws://127.0.0.1:8767/points`. */
function urlOf(service: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    service.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const [, url] = /listening on (ws:\/\/[^/\s]+)/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
    service.once("exit", () => reject(new Error(`the service ended: ${said}`)));
  });
}

interface Told {
  readonly fullTitle: string;
  readonly err: { readonly message?: string; readonly rule?: string };
}

async function mocha(folders: readonly string[], env: NodeJS.ProcessEnv): Promise<FamilyRun> {
  const out = mkdtempSync(join(tmpdir(), "families-"));
  try {
    const file = join(out, "result.json");
    const child = spawn(
      process.execPath,
      [
        `--import=${LOADER}`,
        ...[MOCHA, "--no-config", "--reporter", "json", "--reporter-option", `output=${file}`],
        ...["--timeout", "60000", "--extension", "ts", "--recursive", ...folders],
      ],
      { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "inherit"] },
    );
    await once(child, "exit");
    const told: { readonly passes: readonly Told[]; readonly failures: readonly Told[] } = JSON.parse(
      readFileSync(file, "utf8"),
    );
    return {
      passed: told.passes.map(({ fullTitle }) => fullTitle),
      failed: told.failures.map(({ fullTitle, err }) => ({
        title: fullTitle,
        rule: err.rule ?? `no rule: ${err.message}`,
      })),
    };
  } finally {
    rmSync(out, { recursive: true });
  }
}
