import type { TestPlan } from "../../generator/index.ts";

/** What a planned test is about, as far as a fault is concerned. */
export interface TestCard {
  /** Titles from the outermost: as Mocha has them. */
  readonly path: readonly string[];
  readonly title: string;
  readonly family: string;
  /** Channel of its file; "" for none. */
  readonly channel: string;
  /** Heading above it: an operation, a message, a kind of bad input. */
  readonly heading: string;
  readonly covers: readonly string[];
  /** Channels to which it connects. */
  readonly connects: ReadonlySet<string>;
  /** Messages that it sends. */
  readonly sends: ReadonlySet<string>;
  /** How much it does: a guess at how long it takes. */
  readonly size: number;
  /** Why it shows nothing, whatever the service does; "" where it does. */
  readonly idle: string;
}

/** Every test of a plan, in its order. */
export function cardsOf(plan: TestPlan): readonly TestCard[] {
  return plan.files.flatMap(({ title: file, family, channel, groups }) =>
    groups.flatMap(({ title: heading, tests }) =>
      tests.map((test): TestCard => {
        // A group without a title is no `describe` of its own.
        const path = [file, heading, test.title].filter((part) => part !== "");
        const about = { path, title: path.join(" > "), family, channel, heading, covers: test.covers };
        if (test.kind === "notReached") {
          const idle = `${test.reason}: ${test.because}`;
          return { ...about, connects: new Set(), sends: new Set(), size: 0, idle };
        }
        const steps = stepsIn(test.steps);
        return {
          ...about,
          connects: new Set(steps.flatMap(channelOf)),
          sends: new Set(steps.flatMap(messageOf)),
          size: steps.reduce((sum, { times = 1, count = 1 }) => sum + Math.max(times, count), 0),
          idle: test.unspecified === "" ? "" : `unspecified: ${test.unspecified}`,
        };
      }),
    ),
  );
}

/** What the steps of all kinds may have, as far as it matters here. */
interface AnyStep {
  readonly kind: string;
  readonly handshake?: { readonly channel: string };
  readonly message?: string;
  readonly times?: number;
  readonly count?: number;
  readonly steps?: readonly AnyStep[];
}

function stepsIn(steps: readonly AnyStep[]): AnyStep[] {
  return steps.flatMap((step) => [step, ...stepsIn(step.steps ?? [])]);
}

function channelOf({ handshake }: AnyStep): string[] {
  return handshake === undefined ? [] : [handshake.channel];
}

function messageOf({ kind, message }: AnyStep): string[] {
  return message !== undefined && (kind === "send" || kind === "converse") ? [message] : [];
}
