/** Keys whose value is data: a `$ref` in it is none. */
export const DATA: ReadonlySet<string> = new Set([
  "const",
  "default",
  "enum",
  "example",
  "examples",
  "x-contract",
]);

/** Keys whose value is a map of names, so that a key below them is no keyword. */
export const NAMES: RegExp =
  /^(\$defs|channels|definitions|dependencies|dependentSchemas|messages|operations|parameters|patternProperties|properties|schemas|servers|variables)$/;
