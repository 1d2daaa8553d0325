import { availableParallelism } from "node:os";

/** How many kills a script is asked for; ends the process where that is no number. */
export function killsAsked(script) {
  const kills = Number(process.argv[2] ?? 100);
  if (Number.isInteger(kills) && kills > 0) return kills;
  console.error(`usage: node scripts/${script}.mjs [KILLS]`);
  process.exit(2);
}

/** Does `work(number, lane)` for every number below `count`, several at once, each lane after another in turn. */
export async function inLanes(count, work) {
  let next = 0;
  let failed = false;
  const lane = async (name) => {
    while (next < count && !failed) {
      const number = next;
      next += 1;
      try {
        await work(number, name);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(count, availableParallelism(), 8) }, (_, index) => lane(index)),
  );
}
