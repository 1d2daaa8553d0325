/** A regular expression as JSON Schema means it (ECMA 262), or null where JavaScript can't read it at all. */
export function patternOf(source: string): RegExp | null {
  return compiled(source, "u") ?? compiled(source, "");
}

/** How far JavaScript can read a pattern: in Unicode mode, only without it (`[\w\-\_]`), or not (`(?i)`). */
export function patternSupport(source: string): "unicode" | "loose" | "none" {
  if (compiled(source, "u") !== null) return "unicode";
  return compiled(source, "") === null ? "none" : "loose";
}

function compiled(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}
