import { wordsOf } from "../samples/index.ts";

/** Names that a file of tests for no channel has. */
const OWN = ["undeclared-path", "shutdown"];

/** A kebab-case file name for every channel, each its own, without an extension: `agentStream` is in `agent-stream`. */
export function fileNames(channels: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(OWN);
  const names = new Map<string, string>();
  for (const channel of channels) {
    const words = wordsOf(channel).map((word) => word.replace(/[^a-z0-9]/g, ""));
    const name =
      words
        .filter((word) => word !== "")
        .join("-")
        .slice(0, 60) || "channel";
    let free = name;
    for (let turn = 2; taken.has(free); turn += 1) free = `${name}-${turn}`;
    taken.add(free);
    names.set(channel, free);
  }
  return names;
}
