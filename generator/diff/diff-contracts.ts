import type { Channel, Contract } from "../../contract/model.ts";
import type { Change } from "./change.ts";
import { diffChannel, shapeOf } from "./diff-channel.ts";
import { diffMessages, matchMessages } from "./diff-messages.ts";
import { diffOperations, matchOperations } from "./diff-operations.ts";
import { diffCodes, diffRefusal } from "./diff-outcomes.ts";
import type { SchemaDiffer } from "./diff-schemas.ts";
import { diffSchemes } from "./diff-security.ts";
import type { Pair } from "./diff-terms.ts";
import { diffTexts } from "./diff-texts.ts";
import { match } from "./match.ts";
import { createRecorder, type LineMaps, type Recorder } from "./recorder.ts";
import { type Names, renamed } from "./renamed.ts";
import { createBench } from "./schema/bench.ts";

/**
 * What changed from one contract to another, in the order of the new document: breaking where a client that kept
 * to the old contract is refused, or is sent what the old one did not allow. Pure; lines are null for a lock file.
 */
export function diffContracts(
  before: Contract,
  after: Contract,
  { lineMaps }: { readonly lineMaps: LineMaps },
): Change[] {
  const recorder = createRecorder(before, after, lineMaps);
  const differ = { recorder, bench: createBench(before, after) };
  diffTexts(recorder);
  diffServers(recorder);
  diffSchemes(recorder);
  diffRefusal(recorder, { old: before.unknownChannel, new: after.unknownChannel }, "an undeclared path");
  diffShutdown(recorder);
  const { pairs, added, removed } = match(before.channels, after.channels, [
    (old, now) => old.name === now.name && shapeOf(old.path) === shapeOf(now.path),
    (old, now) => shapeOf(old.path) === shapeOf(now.path),
    (old, now) => old.name === now.name,
  ]);
  for (const { name, place } of added)
    recorder.say("CHANNEL-ADDED", { old: null, new: place }, `there is a channel ${name} now`);
  for (const { name, place } of removed)
    recorder.say("CHANNEL-REMOVED", { old: place, new: null }, `there is no channel ${name} any more`);
  const channels = new Map(pairs.map(({ old, new: now }) => [old.name, now.name]));
  for (const pair of pairs) diffConnection(differ, pair, channels);
  return ranked(recorder.changes);
}

const RANKS = { breaking: 0, undecided: 1, compatible: 2, cosmetic: 3 } as const;

/** Worst first, else as found. */
function ranked(changes: readonly Change[]): Change[] {
  return [...changes].sort((left, right) => RANKS[left.severity] - RANKS[right.severity]);
}

function diffConnection(
  differ: SchemaDiffer,
  pair: Pair<Channel>,
  channels: ReadonlyMap<string, string>,
): void {
  const names = renames(differ, pair, channels);
  const old = renamed(pair.old, names);
  const both = { old, new: pair.new };
  const { recorder } = differ;
  const spot = { old: old.place, new: pair.new.place };
  if (pair.old.name !== pair.new.name)
    recorder.say("CHANNEL-RENAMED", spot, `${pair.old.name} is called ${pair.new.name}`);
  if (old.title !== pair.new.title || old.description !== pair.new.description)
    recorder.say("TEXT-CHANGED", spot, `channel ${pair.new.name} is described in other words`);
  diffChannel(differ, both);
  diffOperations(differ, both);
  diffMessages(differ, both);
}

/** Finds what has only another name, says so, and gives the new names by the old ones. */
function renames(differ: SchemaDiffer, pair: Pair<Channel>, channels: ReadonlyMap<string, string>): Names {
  const messages = matchMessages(differ, pair).pairs;
  const messageNames = new Map(messages.map(({ old, new: now }) => [old.name, now.name]));
  const first = renamed(pair.old, { messages: messageNames, operations: new Map(), channels });
  const operations = matchOperations({ old: first, new: pair.new }).pairs;
  const all = [
    ...messages.map((one) => ({ ...one, rule: "MESSAGE-RENAMED" as const })),
    ...operations.map((one) => ({ ...one, rule: "OPERATION-RENAMED" as const })),
  ];
  for (const { old, new: now, rule } of all) {
    if (old.name === now.name) continue;
    const spot = { old: old.place, new: now.place };
    differ.recorder.say(rule, spot, `${old.name} is called ${now.name}; names are not on the wire`);
  }
  const operationNames = new Map(operations.map(({ old, new: now }) => [old.name, now.name]));
  return { messages: messageNames, operations: operationNames, channels };
}

function diffServers(recorder: Recorder): void {
  const { added, removed } = match(recorder.old.servers, recorder.new.servers, [
    (old, now) => old.url === now.url,
  ]);
  for (const { url, place } of added)
    recorder.say("SERVER-ADDED", { old: null, new: place }, `the service is reached at ${url} too`);
  for (const { url, place } of removed)
    recorder.say(
      "SERVER-REMOVED",
      { old: place, new: null },
      `the service is not reached at ${url} any more`,
    );
}

function diffShutdown(recorder: Recorder): void {
  const [old, now] = [recorder.old.shutdown, recorder.new.shutdown];
  if (old.kind === "close" && now.kind === "close")
    diffCodes(
      recorder,
      { old: old.codes, new: now.codes },
      { old: old.place, new: now.place, what: "a shutdown" },
    );
  else if (now.kind === "close")
    recorder.say("CLOSE-DECLARED", { old: null, new: now.place }, "the code of a shutdown is promised now");
  else if (old.kind === "close")
    recorder.say(
      "CLOSE-WITHDRAWN",
      { old: old.place, new: null },
      "the code of a shutdown is promised no more",
    );
}
