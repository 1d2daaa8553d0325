import type { SchemaFault } from "../contract/frame.ts";
import type { Json } from "../contract/json.ts";
import { pointerOf } from "../contract/json-pointer.ts";
import type { PayloadPointer, Place } from "../contract/model.ts";
import type { Resolve, Rule } from "./conjunction.ts";
import { anyRule, below, besides, type Here, inside } from "./held-schemas.ts";

/** What was broken on purpose: the rule that the checker names for it, and where. */
export interface Intended {
  readonly place: Place;
  readonly at: PayloadPointer;
}

/** A broken value and all that the checker says of it. */
export interface Judged {
  readonly root: Rule;
  readonly value: Json;
  readonly faults: readonly SchemaFault[];
  readonly resolve: Resolve;
}

/**
 * The rules that complain beside the intended one; empty for a single fault, null where the intended one does not
 * complain at all. What complains only because the intended rule does is none of them: the `oneOf`, `anyOf` or `if`
 * around it, the other branches of those (they refused the unbroken value already), the same rule said a second time,
 * and `unevaluated*`, which counts what a failing rule has seen as unseen.
 */
export function secondFaults(judged: Judged, intended: Intended): Place[] | null {
  const own = ownFaults(judged.faults, intended);
  const [first] = own;
  if (first === undefined) return null;
  if (judged.faults.length === 1) return [];
  const walk: Walk = { ...judged, own: new Set(own), visited: new Set(), trail: new Set() };
  const counted = [
    ...countedIn(walk, { rule: judged.root, value: judged.value, at: "" }),
    // What the walk does not come by (`$dynamicRef`) is never excused.
    ...judged.faults.filter((fault) => !walk.visited.has(fault)),
  ];
  const others = counted.filter(
    (fault) => !isSame(fault, first) && !isConsequence(fault, [first, ...counted]),
  );
  return [...new Set(others.map(({ place }) => place))];
}

/** Exactly there, else where a property is missing or one too many, which the checker says of the object. */
function ownFaults(faults: readonly SchemaFault[], { place, at }: Intended): SchemaFault[] {
  const all = faults.filter((fault) => fault.place === place);
  const exact = all.filter((fault) => fault.at === at);
  const above = at.slice(0, Math.max(0, at.lastIndexOf("/")));
  return exact.length > 0 ? exact : all.filter((fault) => fault.at === above);
}

/** A rule that is said twice is broken twice, and still one; a keyword and the `false` that it holds are one. */
function isSame(left: SchemaFault, right: SchemaFault): boolean {
  const isOne =
    left.place === right.place || (left.keyword === right.keyword && left.message === right.message);
  return left.at === right.at && isOne;
}

function isConsequence({ keyword, at }: SchemaFault, all: readonly SchemaFault[]): boolean {
  return (
    keyword.startsWith("unevaluated") &&
    all.some((other) => !other.keyword.startsWith("unevaluated") && isWithin(other.at, at))
  );
}

function isWithin(at: PayloadPointer, above: PayloadPointer): boolean {
  return at === above || at.startsWith(`${above}/`);
}

interface Walk extends Judged {
  readonly own: ReadonlySet<SchemaFault>;
  /** Faults that were counted or excused. */
  readonly visited: Set<SchemaFault>;
  /** Rules that are being walked, with their location: what comes back is recursive. */
  readonly trail: Set<string>;
}

/** Complain for what they hold only. */
const HOLDERS: ReadonlySet<string> = new Set(["oneOf", "anyOf", "if", "allOf", "$ref"]);

/** The faults that count of a rule at one location. */
function countedIn(walk: Walk, here: Here): SchemaFault[] {
  const { rule, at } = here;
  const key = `${rule.place} ${at}`;
  if (walk.trail.has(key) || !walk.faults.some((fault) => isWithin(fault.at, at))) return [];
  walk.trail.add(key);
  const own = walk.faults.filter(
    (fault) => fault.at === at && fault.place === rule.place + pointerOf(fault.keyword),
  );
  for (const fault of own) walk.visited.add(fault);
  const found = [
    ...own.filter(({ keyword }) => !HOLDERS.has(keyword)),
    ...besides(here, walk.resolve).flatMap((next) => countedIn(walk, next)),
    ...own.flatMap((fault) => countedOfBranches(walk, here, fault)),
    ...below(here).flatMap((next) => countedIn(walk, next)),
  ];
  // What they hold complains for them.
  for (const next of inside(here)) countedIn(walk, next);
  walk.trail.delete(key);
  return found;
}

/** Of a `oneOf` or `anyOf` that fails: itself where two branches fit or where it was broken as a whole, else one branch. */
function countedOfBranches(walk: Walk, { rule, value, at }: Here, fault: SchemaFault): SchemaFault[] {
  const { keyword } = fault;
  const branches = rule.schema[keyword];
  if (!["oneOf", "anyOf"].includes(keyword) || !Array.isArray(branches)) return [];
  const lists = branches.flatMap((branch, index) =>
    branch === false
      ? []
      : [countedIn(walk, { rule: anyRule(branch, rule.place + pointerOf(keyword, index)), value, at })],
  );
  if (lists.length < branches.length)
    for (const one of walk.faults) if (one.at === at && one.keyword === "false schema") walk.visited.add(one);
  if (walk.own.has(fault) || lists.some((list) => list.length === 0)) return [fault];
  const intended = lists.find((list) => list.some((one) => walk.own.has(one)));
  const [fewest = []] = [...lists].sort((left, right) => left.length - right.length);
  return intended ?? fewest;
}
