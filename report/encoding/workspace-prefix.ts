import { relative, sep } from "node:path";

/**
 * What stands before a path relative to `cwd` when GitHub is told of it, because annotations name files from the
 * repository's root: `""`, or `services/chat/`.
 */
export function workspacePrefix(env: { readonly [name: string]: string | undefined }, cwd: string): string {
  const root = env["GITHUB_WORKSPACE"] ?? "";
  const path = root === "" ? "" : relative(root, cwd).split(sep).join("/");
  return path === "" || path.startsWith("..") ? "" : `${path}/`;
}
