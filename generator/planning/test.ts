import type { Place } from "../../contract/model.ts";
import { type Doubt, Unsatisfiable, Unsure } from "../../samples/index.ts";
import type { Exclusive, MadeUp, PlannedGroup, PlannedTest } from "../plan.ts";
import type { Planning } from "./planning.ts";
import { widest } from "./reach.ts";
import { Script } from "./script.ts";
import { withoutUnusedNames } from "./unused-names.ts";

type NotReached = Extract<PlannedTest, { kind: "notReached" }>;

/** Thrown while a test is being planned: it can't be written, and this is why. */
export class NotPlannable extends Error {
  readonly reason: NotReached["reason"];

  constructor(reason: NotReached["reason"], because: string) {
    super(because);
    this.name = "NotPlannable";
    this.reason = reason;
  }
}

/** What a test is called and what else is known of it before its steps. */
export interface TestHead {
  readonly title: string;
  readonly covers: readonly Place[];
  /** The keyword that would say what is promised; "" where something is. */
  readonly unspecified?: string;
  readonly exclusive?: Exclusive;
  readonly any?: MadeUp;
}

/** Plans one test; what can't be planned is notReached, with its reason. */
export function planTest(planning: Planning, head: TestHead, write: (script: Script) => void): PlannedTest {
  const script = new Script(planning);
  try {
    write(script);
  } catch (error) {
    if (error instanceof NotPlannable) return notReached(head, error.reason, error.message);
    if (error instanceof Unsure) return unsure(head, error.doubt, error.message);
    if (error instanceof Unsatisfiable) return notReached(head, "needs example", error.message);
    throw error;
  }
  return {
    kind: "scenario",
    title: head.title,
    covers: unique([...head.covers, ...script.covers]),
    exclusive: widest([head.exclusive ?? false, script.exclusive, onSeveral(script)]),
    unspecified: head.unspecified ?? "",
    steps: withoutUnusedNames(script.steps),
    any: head.any ?? null,
  };
}

/** On several channels it is beside the tests of each, and only one is known to be its own. */
function onSeveral({ clients }: Script): Exclusive {
  return new Set(clients.map(({ channel }) => channel)).size > 1;
}

/** Whether what would be sent is valid, nobody can say: a service that refuses it breaks no promise. */
export function unsure(head: TestHead, { why }: Doubt, because: string): PlannedTest {
  return notReached(head, why === "schema lost" ? "needs example" : why, because);
}

/** A test that can't be run. */
export function notReached(head: TestHead, reason: NotReached["reason"], because: string): PlannedTest {
  return { kind: "notReached", title: head.title, covers: unique(head.covers), reason, because };
}

/** A group with its titles made unique: the second of the same gets a number. */
export function group(title: string, place: Place, tests: readonly PlannedTest[]): PlannedGroup {
  const times = new Map<string, number>();
  return {
    title,
    place,
    tests: tests.map((test) => {
      const turn = (times.get(test.title) ?? 0) + 1;
      times.set(test.title, turn);
      return turn === 1 ? test : { ...test, title: `${test.title} (${turn})` };
    }),
  };
}

function unique(places: readonly Place[]): Place[] {
  return [...new Set(places)];
}
