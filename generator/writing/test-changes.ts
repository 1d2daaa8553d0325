import type { Contract, Place } from "../../contract/model.ts";
import type { Fate } from "./fates.ts";
import type { Manifest } from "./manifest.ts";
import type { OutputFile } from "./output-files.ts";
import { placeWording, type PlaceWords } from "./place-words.ts";

/** Which tests come and go, and why. */
export interface TestChanges {
  /** `file > group > title`. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** ``new enum value `paused` of status``; empty where nobody knows what was written before. */
  readonly addedFor: readonly string[];
  /** ``enum value `paused` of status is gone``. */
  readonly removedFor: readonly string[];
}

/** Tests by their full titles, with the places that they cover, and the contract that those lie in. */
interface Side {
  readonly tests: ReadonlyMap<string, readonly Place[]>;
  readonly contract: Contract | null;
}

export interface Sides {
  readonly manifest: Manifest;
  readonly files: readonly OutputFile[];
  readonly fates: readonly Fate[];
  readonly contract: Contract;
  /** The contract of which the folder's tests were made; null: unknown. Asked only where tests differ. */
  previous(): Contract | null;
}

/** Compares the tests that were written with those that are to be; files that are kept count on neither side. */
export function testChanges({ manifest, files, fates, contract, previous }: Sides): TestChanges {
  const kept = new Set(fates.flatMap(({ path, kind }) => (kind === "kept" ? [path] : [])));
  const listed = Object.entries(manifest).map(([path, { tests }]) => ({ path, tests }));
  const before = indexed(listed, kept);
  // The first form of the manifest told no tests.
  if (before.size === 0 && listed.length > 0) return { added: [], removed: [], addedFor: [], removedFor: [] };
  const after = indexed(files, kept);
  const added = [...after.keys()].filter((title) => !before.has(title));
  const removed = [...before.keys()].filter((title) => !after.has(title));
  if (before.size === 0 || added.length + removed.length === 0)
    return { added, removed, addedFor: [], removedFor: [] };
  const sides = [
    { tests: before, contract: previous() },
    { tests: after, contract },
  ] as const;
  return { added, removed, ...reasons(...sides, { added, removed }) };
}

const MOST_REASONS = 6;

/** ``+3 tests: new enum value `paused` of status; -1: field `x` of y is gone``; "" where no test came or went. */
export function changesText({ added, removed, addedFor, removedFor }: TestChanges): string {
  const unit = (added.length || removed.length) === 1 ? "test" : "tests";
  const parts = [
    ...(added.length === 0 ? [] : [`+${added.length} ${unit}${wordsText(addedFor)}`]),
    ...(removed.length === 0
      ? []
      : [`-${removed.length}${added.length === 0 ? ` ${unit}` : ""}${wordsText(removedFor)}`]),
  ];
  return parts.length === 0 ? "" : `${parts.join("; ")}\n`;
}

function wordsText(reasons: readonly string[]): string {
  if (reasons.length === 0) return "";
  const more = reasons.length > MOST_REASONS ? [`${reasons.length - MOST_REASONS} more`] : [];
  return `: ${[...reasons.slice(0, MOST_REASONS), ...more].join(", ")}`;
}

function indexed(
  files: readonly Pick<OutputFile, "path" | "tests">[],
  kept: ReadonlySet<string>,
): Side["tests"] {
  return new Map(
    files
      .filter(({ path }) => !kept.has(path))
      .flatMap(({ path, tests }) =>
        Object.entries(tests).map(([title, covers]) => [`${path} > ${title}`, covers] as const),
      ),
  );
}

function reasons(
  before: Side,
  after: Side,
  { added, removed }: Pick<TestChanges, "added" | "removed">,
): Pick<TestChanges, "addedFor" | "removedFor"> {
  const old = knownOf(before);
  const now = knownOf(after);
  const addedFor = new Set<string>();
  const removedFor = new Set<string>();
  const unexplained = new Set<Place>();
  for (const title of added) {
    const covers = after.tests.get(title) ?? [];
    const why = missingIn(old, covers.map(now.wording));
    if (why !== null) addedFor.add(`new ${why}`);
    else for (const place of covers) unexplained.add(place);
  }
  for (const title of removed) {
    const covers = before.tests.get(title) ?? [];
    const why = missingIn(now, covers.map(old.wording));
    const shared = covers.filter((place) => unexplained.has(place)).sort(longestFirst)[0];
    if (why !== null) removedFor.add(`${why} is gone`);
    else if (shared !== undefined) addedFor.add(`changed ${now.wording(shared).text}`);
  }
  return { addedFor: [...addedFor], removedFor: [...removedFor] };
}

interface Known {
  readonly wording: (place: Place) => PlaceWords;
  /** Everything that the tests of this side cover, and what it is part of. */
  readonly texts: ReadonlySet<string>;
  readonly parents: ReadonlySet<Place>;
}

function knownOf({ tests, contract }: Side): Known {
  const places = new Set([...tests.values()].flat());
  const wording = placeWording(contract);
  const all = [...places].map(wording);
  return {
    wording,
    texts: new Set(all.flatMap(({ text, parents }) => [text, ...parents.map((one) => one.text)])),
    parents: new Set(all.flatMap(({ parents }) => parents.map(({ place }) => place))),
  };
}

/** The largest thing that a test is about and the other side does not have; null: it has everything. */
function missingIn({ texts, parents }: Known, covers: readonly PlaceWords[]): string | null {
  for (const cover of covers)
    for (const parent of cover.parents)
      if (!parents.has(parent.place) && !texts.has(parent.text)) return parent.text;
  return covers.find(({ text }) => !texts.has(text))?.text ?? null;
}

function longestFirst(one: Place, other: Place): number {
  return other.length - one.length;
}
