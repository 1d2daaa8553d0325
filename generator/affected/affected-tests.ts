import type { Contract } from "../../contract/model.ts";
import type { PlannedFile, PlannedGroup, PlannedTest, TestPlan } from "../plan.ts";
import type { Step } from "../step.ts";
import { type ContractChanges, contractChanges } from "./contract-changes.ts";

/** A contract and the tests that were planned for it. */
export interface Planned {
  readonly contract: Contract;
  readonly plan: TestPlan;
}

export interface Affected {
  /** Titles of planned tests with those above them, by the paths of their files. */
  readonly tests: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Is anything promised otherwise? Nobody knows what tests of the user's own make of it. */
  readonly promises: boolean;
}

/**
 * The tests that may end otherwise than before: they are new, do something else, or what they talk about is promised
 * otherwise.
 */
export function affectedTests(before: Planned, after: Planned): Affected {
  const known = new Set(before.plan.files.flatMap(testsOf).map(({ print }) => print));
  const changes = contractChanges(before.contract, after.contract);
  const affected = after.plan.files.map((file) => {
    const due = testsOf(file).filter(({ test, print }) => !known.has(print) || hears(test, file, changes));
    return [file.path, due.map(({ title }) => title)] as const;
  });
  return {
    tests: new Map(affected.filter(([, titles]) => titles.length > 0)),
    promises: changes.kind === "everything" || changes.channels.size > 0,
  };
}

interface Titled {
  readonly title: readonly string[];
  readonly test: PlannedTest;
  /** Everything about it. */
  readonly print: string;
}

function testsOf(file: PlannedFile): Titled[] {
  return file.groups.flatMap((group) =>
    group.tests.map((test) => ({
      title: titleOf(file, group, test),
      test,
      print: JSON.stringify([file.path, file.title, group.title, test]),
    })),
  );
}

/** As Mocha's tree has it: a group without a title is no level of its own. */
function titleOf(file: PlannedFile, group: PlannedGroup, test: PlannedTest): string[] {
  return [file.title, group.title, test.title].filter((part) => part !== "");
}

function hears(test: PlannedTest, file: PlannedFile, changes: ContractChanges): boolean {
  if (test.kind === "notReached") return false;
  if (changes.kind === "everything") return true;
  if (changes.channels.size === 0) return false;
  const talk = talkOf(test.steps);
  const channels = new Set([
    file.channel,
    ...talk.channels,
    ...(test.any === null ? [] : [test.any.channel]),
  ]);
  return [...channels].some((name) => {
    const changed = changes.channels.get(name);
    if (changed === undefined) return false;
    if (changed.kind === "everything") return true;
    const { answered, made } = changed;
    return (
      test.any?.kind === "walk" ||
      (talk.isFree && answered.size + made.size > 0) ||
      talk.sent.some((message) => answered.has(message)) ||
      [test.any?.message ?? "", ...talk.filled].some((message) => made.has(message) || answered.has(message))
    );
  });
}

interface Talk {
  readonly channels: readonly string[];
  /** Names of the messages that are sent. */
  readonly sent: readonly string[];
  /** Those of them that hold what is known only when the test runs: the rest is in the plan as it is. */
  readonly filled: readonly string[];
  /** It also sends what is no request by name, and may be answered as one. */
  readonly isFree: boolean;
}

/** What only bad input follows is refused, whatever else is promised. */
const FREE: ReadonlySet<Step["kind"]> = new Set(["fire", "sendPadded", "passed"]);

function talkOf(steps: readonly Step[]): Talk {
  const inner = steps.flatMap((step) => ("steps" in step ? [talkOf(step.steps)] : []));
  const sends = steps.flatMap((step) =>
    step.kind === "send" || step.kind === "converse" || step.kind === "converseAny" ? [step] : [],
  );
  return {
    channels: [
      ...steps.flatMap((step) => ("handshake" in step ? [step.handshake.channel] : [])),
      ...inner.flatMap(({ channels }) => channels),
    ],
    sent: [...sends.map(({ message }) => message), ...inner.flatMap(({ sent }) => sent)],
    filled: [
      ...sends.flatMap(({ message, payload }) => (payload.holes.length > 0 ? [message] : [])),
      ...inner.flatMap(({ filled }) => filled),
    ],
    isFree: inner.some((one) => one.isFree) || steps.some((step) => FREE.has(step.kind) || isOpen(step)),
  };
}

/** Bad input that is not in the plan as it is sent. */
function isOpen(step: Step): boolean {
  return step.kind === "sendJson" && step.payload.holes.length > 0;
}
