import type { Loading } from "../document/loading.ts";
import type { Outline } from "./outline.ts";

/** Reports the operations that can't be read, and how many those are. */
export function reportLeftOut({ operations, leftOut }: Outline, { warn }: Loading): void {
  const all = operations.length + leftOut.length;
  const many =
    leftOut.length === 1 ? `1 of ${all} operations is` : `${leftOut.length} of ${all} operations are`;
  for (const { name, place, why } of leftOut)
    warn("OPERATION-LEFT-OUT", place, `${many} left out; \`${name}\` because ${why}`);
}
