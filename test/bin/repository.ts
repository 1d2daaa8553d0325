import { execFileSync } from "node:child_process";
import { folderWith } from "../config/folder.ts";

/** A git repository of its own, which knows nothing of the user's settings. */
export interface Repository {
  readonly path: string;
  git(...args: readonly string[]): string;
  /** Commits everything; gives the commit. */
  commit(message: string): string;
  remove(): void;
}

const ENV = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  ...{ GIT_AUTHOR_NAME: "t", GIT_AUTHOR_EMAIL: "t@example.org" },
  ...{ GIT_COMMITTER_NAME: "t", GIT_COMMITTER_EMAIL: "t@example.org" },
};

/** `branch`: the first branch, empty until something is committed. */
export function repositoryWith(
  files: { readonly [name: string]: string },
  branch: string = "main",
): Repository {
  const { path, remove } = folderWith(files);
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, { cwd: path, env: ENV, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  git("init", "-q", "-b", branch);
  return {
    path,
    git,
    remove,
    commit(message) {
      git("add", "-A");
      git("commit", "-q", "-m", message);
      return git("rev-parse", "HEAD").trim();
    },
  };
}
