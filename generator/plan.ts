import type { Place } from "../contract/model.ts";
import type { Name, Step } from "./step.ts";

export const FAMILIES = [
  "connection",
  "security",
  "message",
  "reply",
  "stream",
  "interrupt",
  "push",
  "refusal",
  "idle",
  "concurrency",
  "property",
] as const;
/** A kind of tests: the first folder under the output. */
export type Family = (typeof FAMILIES)[number];

/** Everything that is to be tested, as data: no text of code, no files, no clock. */
export interface TestPlan {
  /** The document's file name as the contract has it. */
  readonly document: string;
  readonly seed: number;
  readonly files: readonly PlannedFile[];
}

/** One family on one channel. */
export interface PlannedFile {
  /** Relative to the output folder, with forward slashes, one folder deep. */
  readonly path: string;
  readonly family: Family;
  /** Channel name; "" for what belongs to none. */
  readonly channel: string;
  /** Title of the outer `describe`: `stream - agentStream`. */
  readonly title: string;
  readonly groups: readonly PlannedGroup[];
}

/** Tests under one inner `describe`: an operation, a message, a kind of bad input. */
export interface PlannedGroup {
  readonly title: string;
  readonly place: Place;
  readonly tests: readonly PlannedTest[];
}

/** Values that are made up when a test runs: `any.valid("chat", "ping")`, under the name by which the steps take them. */
export interface MadeUp {
  readonly kind: "valid" | "broken" | "walk";
  readonly channel: string;
  /** "" for a walk. */
  readonly message: string;
  readonly name: Name;
}

/** Beside which others a test must not run: all, those of its channel, none. */
export type Exclusive = boolean | "channel";

/** Titles are claims in the present tense, unique in their group. */
export type PlannedTest =
  | {
      readonly kind: "scenario";
      readonly title: string;
      readonly covers: readonly Place[];
      readonly exclusive: Exclusive;
      /** What keyword would say what is promised here; "" where it is promised. */
      readonly unspecified: string;
      readonly steps: readonly Step[];
      /** What it is tried with, many times; null: it is done once. */
      readonly any: MadeUp | null;
    }
  | {
      readonly kind: "notReached";
      readonly title: string;
      readonly covers: readonly Place[];
      readonly reason:
        | "needs trigger"
        | "needs example"
        | "longer than max-wait"
        | "not steerable"
        | "format unchecked";
      readonly because: string;
    };
