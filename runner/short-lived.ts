import { setFlagsFromString } from "node:v8";

/** Reads much code, runs each part of it rarely, and ends within seconds or minutes. */
export type ShortLived = "command" | "tests";

/** Bytecode that runs before a function is optimised; V8 takes 67,584, and optimises what is about to end. */
const LATE = "--interrupt-budget=3000000";
/** Tests run what they run some hundred times: too often for an interpreter. */
const PLAIN_CODE = "--always-sparkplug";

/**
 * Has V8 optimise late in this process: in a short one the optimising compiler costs more than it gives, a fifth to two
 * fifths of the CPU. Nothing on Node 22 and later, whose V8 waits by itself and knows other names.
 */
export function optimiseLate(what: ShortLived): void {
  if (!process.versions.node.startsWith("20.")) return;
  setFlagsFromString(LATE);
  if (what === "tests") setFlagsFromString(PLAIN_CODE);
}
