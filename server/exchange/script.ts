import type { Case, ClientOperation, Message, Outcome, Where } from "../../contract/model.ts";
import { createRandom } from "../../samples/index.ts";
import { errorPath } from "./error-path.ts";
import { type PathStep, type Way, walk, wayThrough } from "./path.ts";

/** What an exchange is going to say. */
export type Script =
  | {
      readonly kind: "messages";
      readonly steps: readonly PathStep[];
      readonly where: readonly Where[];
      /** It ends in an error message. */
      readonly fails: boolean;
    }
  /** A case expects that the request is refused. */
  | { readonly kind: "outcome"; readonly outcome: Outcome; readonly where: readonly Where[] };

/** What the choice of a way needs to know of an operation. */
export interface Plot {
  readonly operation: ClientOperation;
  /** Messages of the operation's channel that report a failure. */
  readonly errors: ReadonlySet<string>;
  /** The way to success; null where there is none. */
  readonly success: Way | null;
  /** What is always said where that way has no loops; null where it has some. */
  readonly usual: Script | null;
  readonly cases: ReadonlyMap<Case, Way | null>;
}

const FEWEST_REPEATS = 3;
const MORE_REPEATS = 3;
type Seed = readonly (string | number)[];

/** `elsewhere`: replies that come only on another occasion, such as an interrupter's answer or items that are pushed. */
export function plotOf(
  operation: ClientOperation,
  { errors, elsewhere }: { readonly errors: ReadonlySet<string>; readonly elsewhere: ReadonlySet<string> },
): Plot {
  const success = successWay(operation, errors, elsewhere);
  const cases = operation.cases.map(
    (one) =>
      [one, one.expect.kind === "sequence" ? wayThrough(one.expect.sequence, () => false) : null] as const,
  );
  const plot = { operation, errors, success, usual: null, cases: new Map(cases) };
  const hasChoice = success !== null && success.loops.size > 0;
  return hasChoice ? plot : { ...plot, usual: successScript(plot, []) };
}

function successWay(
  { sequence }: ClientOperation,
  errors: ReadonlySet<string>,
  elsewhere: ReadonlySet<string>,
): Way | null {
  if (sequence.kind === "none") return null;
  const isError = (on: PathStep): boolean => on.kind === "name" && errors.has(on.name);
  const isElsewhere = (on: PathStep): boolean => on.kind === "name" && elsewhere.has(on.name);
  const isClose = (on: PathStep): boolean => on.kind === "close";
  // What a way may have to take all the same, the most harmless first.
  const attempts = [
    (on: PathStep) => isError(on) || isElsewhere(on) || isClose(on),
    (on: PathStep) => isError(on) || isElsewhere(on),
    isError,
    () => false,
  ];
  for (const avoids of attempts) {
    const way = wayThrough(sequence.sequence, avoids);
    if (way !== null) return way;
  }
  return null;
}

/** The way to success: seeded, the same for the same seed. */
export function successScript(plot: Plot, seed: Seed): Script {
  if (plot.usual !== null) return plot.usual;
  if (plot.success === null) return messages([], [], plot);
  const random = createRandom(...seed);
  const repeats = FEWEST_REPEATS + random.below(MORE_REPEATS);
  return messages(walk(plot.success, { repeats, random }), [], plot);
}

/** What a case says. */
export function caseScript(plot: Plot, one: Case, seed: Seed): Script {
  const { expect, where } = one;
  if (expect.kind === "outcome" && expect.outcomes[0] !== undefined)
    return { kind: "outcome", outcome: expect.outcomes[0], where };
  const way = plot.cases.get(one) ?? null;
  const path = way === null ? [] : walk(way, { repeats: FEWEST_REPEATS, random: createRandom(...seed) });
  return messages(path, where, plot);
}

/** The way to an error message; null where the operation has none. */
export function failureScript(plot: Plot): Script | null {
  const { operation, errors } = plot;
  if (operation.sequence.kind === "sequence") {
    const path = errorPath(operation.sequence.sequence, errors);
    if (path !== null) return messages(path, [], plot);
  }
  const error = operation.replies.find((name) => errors.has(name));
  return error === undefined ? null : messages([{ kind: "name", name: error }], [], plot);
}

function messages(
  steps: readonly PathStep[],
  where: readonly Where[],
  { errors }: Pick<Plot, "errors">,
): Script {
  const fails = steps.some((on) => on.kind === "name" && errors.has(on.name));
  return { kind: "messages", steps, where, fails };
}

/** Names of the messages among them that report a failure. */
export function errorNames(messages: readonly Message[]): ReadonlySet<string> {
  return new Set(messages.filter(({ error }) => error).map(({ name }) => name));
}
