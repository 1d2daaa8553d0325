import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ToolError } from "../contract/index.ts";

const LARGEST = 64 * 1024 * 1024;
/** Git must not wait for anybody. */
const ENV = { GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };

/** What git prints. Throws REVISION where it fails or is not there. */
export async function git(args: readonly string[], cwd: string): Promise<string> {
  const env = { ...process.env, ...ENV };
  try {
    const { stdout } = await promisify(execFile)("git", args, { cwd, env, maxBuffer: LARGEST });
    return stdout;
  } catch (error) {
    const words = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw gitError(args.at(-1) ?? "", words.split("\n")[0] || "git did not answer");
  }
}

/** The same on one line; null where git says no. */
export async function gitAnswer(args: readonly string[], cwd: string): Promise<string | null> {
  try {
    return (await git(args, cwd)).trim();
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}

const PATHS = "write REV:path with the path from the repository's root, as in main:docs/asyncapi.yaml";

export function gitError(what: string, why: string, hint: string = PATHS): ToolError {
  return new ToolError("REVISION", `\`${what}\` can't be read from git: ${why}`, { hint });
}

/** True for a clone that holds only the latest commits, as CI services make them; false outside a repository. */
export async function isShallow(cwd: string): Promise<boolean> {
  return (await gitAnswer(["rev-parse", "--is-shallow-repository"], cwd)) === "true";
}
