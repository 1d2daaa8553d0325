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
  readonly because: readonly string[];
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
  if (before.size === 0 && listed.length > 0) return { added: [], removed: [], because: [] };
  const after = indexed(files, kept);
  const added = [...after.keys()].filter((title) => !before.has(title));
  const removed = [...before.keys()].filter((title) => !after.has(title));
  if (before.size === 0 || added.length + removed.length === 0) return { added, removed, because: [] };
  const sides = [
    { tests: before, contract: previous() },
    { tests: after, contract },
  ] as const;
  return { added, removed, because: reasons(...sides, { added, removed }) };
}

const MOST_REASONS = 6;

/** ``+3 tests: new enum value `paused` of status; -1``; "" where no test came or went. */
export function changesText({ added, removed, because }: TestChanges): string {
  if (added.length + removed.length === 0) return "";
  const more = because.length > MOST_REASONS ? [`${because.length - MOST_REASONS} more`] : [];
  const words = [...because.slice(0, MOST_REASONS), ...more].join(", ");
  const [first, second] = [
    ...(added.length > 0 ? [`+${added.length}`] : []),
    ...(removed.length > 0 ? [`-${removed.length}`] : []),
  ];
  const unit = (added.length || removed.length) === 1 ? "test" : "tests";
  return `${first} ${unit}${words === "" ? "" : `: ${words}`}${second === undefined ? "" : `; ${second}`}\n`;
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
): string[] {
  const old = knownOf(before);
  const now = knownOf(after);
  const words = new Set<string>();
  const unexplained: Place[] = [];
  for (const title of added) {
    const covers = after.tests.get(title) ?? [];
    const why = missingIn(old, covers.map(now.wording));
    if (why === null) unexplained.push(...covers);
    else words.add(`new ${why}`);
  }
  for (const title of removed) {
    const covers = before.tests.get(title) ?? [];
    const why = missingIn(now, covers.map(old.wording));
    if (why !== null) words.add(`${why} is gone`);
    else {
      const shared = covers.filter((place) => unexplained.includes(place)).sort(longestFirst)[0];
      if (shared !== undefined) words.add(`changed ${now.wording(shared).text}`);
    }
  }
  return [...words];
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
