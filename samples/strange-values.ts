import { isObject, type Json } from "../contract/json.ts";

/** Values of every type, plainest first. */
export const ANYTHING: readonly Json[] = ["text", 42, 1.5, true, null, {}, [], "", -1, { text: "text" }];

/** Values of other shapes than this one, and of its own type with something else inside. */
export function strangeValues(value: Json): Json[] {
  const inside: Json[] = isObject(value)
    ? Object.keys(value).flatMap((name) => ANYTHING.slice(0, 5).map((one) => ({ ...value, [name]: one })))
    : [];
  return [...ANYTHING, [null], [[]], [{}], { text: null }, { text: [] }, ...inside];
}

/** Says nothing: `{}`, `[]`, `""` and null. */
export function isEmpty(value: Json): boolean {
  if (value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
