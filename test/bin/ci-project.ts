import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fixture, root } from "./cli.ts";
import { type Repository, repositoryWith } from "./repository.ts";

export const DOCUMENT: string = readFileSync(join(fixture, "echo.yaml"), "utf8");

/** The service of the document, as a project would have it: on the port in PORT. */
const SERVICE = readFileSync(join(fixture, "echo.mjs"), "utf8").replace(
  /const \[port, habit = "right"\].*/,
  'const port = process.env.PORT;\nconst habit = "right";',
);

/** What a step of a pipeline did. */
export interface StepEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CiProject extends Repository {
  /** Runs a script as a runner does. */
  run(
    command: readonly string[],
    at: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
  ): Promise<StepEnd>;
  write(path: string, content: string): void;
  read(path: string): string;
}

/**
 * A Node project in a repository, with the document in a folder, tests generated, and us among its dependencies where
 * it is `installed`. `npm ci` has done its work already and does nothing; `npx` runs what is installed, and without
 * that it says what it would get.
 */
export async function ciProject(
  folder: string,
  { installed }: { readonly installed: boolean },
): Promise<CiProject> {
  const repository = repositoryWith({
    [join(folder, "asyncapi.yaml")]: DOCUMENT,
    [join(folder, "asyncproof.config.yaml")]: "seed: 1\n",
    [join(folder, "package.json")]: '{ "type": "module", "private": true }\n',
    [join(folder, "server.js")]: SERVICE,
    ".gitignore": "node_modules/\n.tools/\n",
  });
  const at = (path: string): string => join(repository.path, path);
  const tool = (path: string, script: string): void => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), script);
    chmodSync(at(path), 0o755);
  };
  const ours = join(root, "bin/asyncproof");
  tool(".tools/npm", '#!/bin/sh\n[ "$*" = ci ] || { echo "npm $*?" >&2; exit 99; }\n');
  tool(join(folder, "node_modules/.keep"), "");
  symlinkSync(join(root, "node_modules/ws"), at(join(folder, "node_modules/ws")));
  if (installed) {
    mkdirSync(at(join(folder, "node_modules/.bin")));
    symlinkSync(ours, at(join(folder, "node_modules/.bin/asyncproof")));
  } else
    tool(".tools/npx", `#!/bin/sh\necho "npx $1 $2"\nshift 2\nexec "${process.execPath}" "${ours}" "$@"\n`);
  const run: CiProject["run"] = async ([command = "", ...args], { cwd = folder, env = {} }) => {
    const path = `${at(".tools")}${delimiter}${process.env["PATH"]}`;
    const child = spawn(command, args, {
      cwd: at(cwd),
      env: { ...withoutCi(process.env), PATH: path, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { code, stdout, stderr };
  };
  const made = await run([process.execPath, ours, "generate", "asyncapi.yaml"], {});
  if (made.code !== 0) throw new Error(made.stderr);
  repository.commit("the contract");
  return {
    ...repository,
    run,
    write: (path, content) => writeFileSync(at(path), content),
    read: (path) => (existsSync(at(path)) ? readFileSync(at(path), "utf8") : ""),
  };
}

/** The pipeline in which our own tests run is not the one that is played. */
function withoutCi(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(GITHUB_|GITLAB_|CI_|CI$)/.test(name)));
}
