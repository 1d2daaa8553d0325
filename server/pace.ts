import type { ClientOperation, Deadline } from "../contract/model.ts";
import { createRandom } from "../samples/index.ts";

/** Milliseconds to wait before message number `index` (from 0) of an exchange of the operation. */
export type Pace = (operation: ClientOperation, index: number) => number;

/** `real`: as a service that thinks before it speaks; a number: so many milliseconds between two messages. */
export type PaceOption = number | "real";

const THINKING_MS = { least: 150, most: 450 };
const BETWEEN_MS = { least: 20, most: 120 };

/** The pace that an option means. A real one is seeded, and keeps within half of a declared deadline. */
export function paceOf(option: PaceOption, seed: number): Pace {
  // The pause before a first reply is no part of a stream: nobody asks for it who says how long between two.
  if (option !== "real") return (_operation, index) => (index === 0 ? 0 : option);
  const random = createRandom(seed, "pace");
  return ({ within, gap }, index) => {
    const { least, most } = index === 0 ? THINKING_MS : BETWEEN_MS;
    const ms = least + random.below(most - least);
    return Math.min(ms, limitOf(index === 0 ? within : gap) / 2);
  };
}

function limitOf(deadline: Deadline): number {
  return deadline.kind === "declared" ? deadline.ms : Number.POSITIVE_INFINITY;
}
