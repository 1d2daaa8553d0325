import { isAbsolute, posix, relative, sep } from "node:path";

/** Where the working copy lies, as GitHub and GitLab say it. */
const ROOTS = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];

/**
 * What stands before a path relative to `cwd` when a platform is told of it, because it looks for files from the
 * repository's root: `""`, or `services/chat/`. Where nobody names a root that holds `cwd`, it is `here`.
 */
export function workspacePrefix(
  env: { readonly [name: string]: string | undefined },
  cwd: string,
  here: string = cwd,
): string {
  const roots = [...ROOTS.map((name) => env[name] ?? ""), here].filter((root) => root !== "");
  const paths = roots.map((root) => relative(root, cwd).split(sep).join("/"));
  const path = paths.find((one) => !one.startsWith("..")) ?? "";
  return path === "" ? "" : `${path}/`;
}

/** A file that is named from the working directory, named from the repository's root. */
export function fromRoot(prefix: string, file: string): string {
  return prefix === "" || isAbsolute(file) ? file : posix.join(prefix, file);
}
