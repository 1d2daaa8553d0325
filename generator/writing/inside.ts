/** Does a path with forward slashes stay inside the folder that it is relative to? What a list of ours names may be deleted. */
export function staysInside(path: string): boolean {
  return !path.startsWith("/") && !path.includes("\\") && !path.split("/").includes("..");
}
