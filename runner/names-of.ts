import type { Contract } from "../contract/model.ts";
import { FAMILIES } from "../generator/plan.ts";
import type { FilterNames } from "./filter-names.ts";
import type { Generated } from "./generate.ts";

/** All that the tests of a contract may be filtered by, whether it has such tests or not. */
export function namesOf({ channels }: Contract): FilterNames {
  return {
    families: FAMILIES,
    channels: channels.map(({ name }) => name),
    operations: channels.flatMap(({ operations }) => operations.map(({ name }) => name)),
  };
}

/** Are these all tests of the document? Watching runs those that a change is about. */
export function isWhole({ testFiles, planned, parts }: Generated): boolean {
  return testFiles.length === planned && parts.size === 0;
}
