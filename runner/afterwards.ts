import { relative } from "node:path";
import { isWhole } from "./names-of.ts";
import { writeKnown } from "./known-file.ts";
import type { RunOptions, Stage } from "./run.ts";
import type { SuiteEnd } from "./run-suite.ts";

/** What a run remembers for the next one, and what it says about accepted violations. */
export async function afterwards(options: RunOptions, suite: SuiteEnd, stage: Stage): Promise<void> {
  await stage.failed.save();
  const { breaches, path } = stage.known;
  if (path === null) return;
  const complete = isWhole(stage.generated) && isComplete(options, suite);
  if (complete)
    for (const { rule, pointer } of breaches.vanished())
      options.talk(
        `${rule} at ${pointer} is known and did not come: ${options.writeKnown ? "taken out of" : "take it out of"} ${shown(options, path)}\n`,
      );
  if (options.writeKnown) {
    const entries = breaches.toWrite(complete);
    await writeKnown(path, entries);
    options.talk(`${entries.length} known violations in ${shown(options, path)}\n`);
  }
}

/** Only a run of every test shows that something did not come. */
function isComplete({ filter, bail }: RunOptions, { error, tally }: SuiteEnd): boolean {
  const { grep, families, channels, operations, without, only, shard } = filter;
  const unfiltered =
    grep === "" &&
    only === null &&
    shard === null &&
    [families, channels, operations, without].every((words) => words.length === 0);
  return unfiltered && error === null && tally.error === 0 && !(bail && tally.violated > 0);
}

function shown({ cwd }: RunOptions, path: string): string {
  return relative(cwd, path) || path;
}
