import { type Json, pointerGet, pointerTokens } from "../contract/index.ts";
import { discriminatorOf } from "./discriminator.ts";
import { isIdName, isTag } from "./text-kinds.ts";
import { shapeOf, type Survey } from "./survey.ts";

/** A kind of message of one side: frames with one tag, or of one shape where nothing tags them. */
export interface Group {
  readonly label: string;
  readonly constant: { readonly pointer: string; readonly value: Json } | null;
}

interface Cluster {
  readonly keys: Set<string>;
  readonly shapes: Set<string>;
  readonly count: number;
}

const MOST_CLUSTERS = 24;
const MOST_GROUPS = 128;
const ALIKE = 0.5;

/** Sorts payloads of one side into groups, as its survey suggests. */
export class Groups {
  readonly pointer: string;
  readonly #byTag = new Map<Json, Group>();
  readonly #byShape = new Map<string, Group>();
  readonly #survey: Survey;

  constructor(survey: Survey) {
    this.#survey = survey;
    this.pointer = discriminatorOf(survey);
    const [top] = pointerTokens(this.pointer);
    const tags = survey.candidates.get(this.pointer)?.values ?? new Map();
    const untagged = [...survey.shapes].filter(
      ([shape]) => top === undefined || !(shape.startsWith("[") || shape.split("\n").includes(top)),
    );
    const clusters = clustersOf(untagged);
    const taken = new Set([...tags.keys()].map(String));
    for (const cluster of clusters) {
      const label = labelOf(cluster, clusters, taken);
      taken.add(label);
      for (const shape of cluster.shapes) this.#byShape.set(shape, { label, constant: null });
    }
  }

  /** The group of a payload. */
  of(payload: Json): Group {
    const tag = this.pointer === "" ? undefined : pointerGet(payload, this.pointer);
    if (typeof tag === "number" || (typeof tag === "string" && isTag(tag))) return this.#tagged(tag);
    const shape = shapeOf(payload);
    const known = this.#byShape.get(shape);
    if (known !== undefined) return known;
    const other = { label: tag === undefined ? "message" : "other", constant: null };
    if (this.#byShape.size < MOST_GROUPS) this.#byShape.set(shape, other);
    return other;
  }

  /**
   * Looks a rare group like a slip of a common one: the same members, only another tag?
   */
  resembles({ constant }: Group): boolean {
    const all = this.#survey.candidates.get(this.pointer)?.values;
    if (constant === null || all == null) return false;
    const own = all.get(constant.value);
    if (own === undefined) return false;
    const total = (shapes: ReadonlyMap<string, number>): number =>
      [...shapes.values()].reduce((sum, count) => sum + count, 0);
    return [...all].some(
      ([value, shapes]) =>
        value !== constant.value &&
        total(shapes) > 20 * total(own) &&
        [...own.keys()].every((one) => shapes.has(one)),
    );
  }

  #tagged(tag: string | number): Group {
    const known = this.#byTag.get(tag);
    if (known !== undefined) return known;
    const label = typeof tag === "number" ? `message${tag}` : tag;
    const group =
      this.#byTag.size < MOST_GROUPS
        ? { label, constant: { pointer: this.pointer, value: tag } }
        : { label: "other", constant: null };
    if (group.constant !== null) this.#byTag.set(tag, group);
    return group;
  }
}

/** Shapes that share most of their members are one kind of message with optional members. */
function clustersOf(shapes: readonly (readonly [shape: string, count: number])[]): Cluster[] {
  const clusters: Cluster[] = [];
  for (const [shape, count] of shapes.toSorted(([, one], [, other]) => other - one)) {
    const keys = new Set(shape.startsWith("[") ? [shape] : shape.split("\n"));
    const near = clusters.find(
      (cluster) => isFailed(cluster.keys) === isFailed(keys) && alike(cluster.keys, keys) >= ALIKE,
    );
    if (near !== undefined || clusters.length >= MOST_CLUSTERS) {
      const home = near ?? clusters[0];
      home?.shapes.add(shape);
    } else clusters.push({ keys, shapes: new Set([shape]), count });
  }
  return clusters;
}

/** What says what went wrong is another message than what says what came out. */
function isFailed(keys: ReadonlySet<string>): boolean {
  return [...keys].some((key) => /^(err|errors?|failure|fault|exception)$/i.test(key));
}

/** 1: one holds all of the other. What only says which exchange it is about says nothing of what it is. */
function alike(first: ReadonlySet<string>, second: ReadonlySet<string>): number {
  const [one, other] = [told(first), told(second)];
  const both = [...one].filter((key) => other.has(key)).length;
  return both / Math.max(1, Math.min(one.size, other.size));
}

function told(keys: ReadonlySet<string>): ReadonlySet<string> {
  const own = [...keys].filter((key) => !isIdName(key));
  return own.length === 0 ? keys : new Set(own);
}

/** After a member that only this kind has, best one that is no id. */
function labelOf({ keys }: Cluster, all: readonly Cluster[], taken: ReadonlySet<string>): string {
  const own = [...keys].filter(
    (key) => isTag(key) && all.every((other) => other.keys === keys || !other.keys.has(key)),
  );
  const free = own.filter((key) => !taken.has(key));
  return free.find((key) => !isIdName(key)) ?? free[0] ?? "message";
}
