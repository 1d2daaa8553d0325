import type { Case, ClientOperation, Message, Outcome, Where } from "../../contract/model.ts";
import { createRandom } from "../../samples/index.ts";
import { errorPath } from "./error-path.ts";
import { type PathStep, walk } from "./path.ts";

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
  /** Replies that come only on another occasion: an interrupter's answer, items that are pushed. */
  readonly elsewhere: ReadonlySet<string>;
}

const FEWEST_REPEATS = 3;
const MORE_REPEATS = 3;

/** The way to success: seeded, the same for the same seed words. */
export function successScript(plot: Plot, ...seed: readonly (string | number)[]): Script {
  const { operation, errors, elsewhere } = plot;
  if (operation.sequence.kind === "none") return messages([], [], plot);
  const { sequence } = operation.sequence;
  const random = createRandom(...seed);
  const repeats = FEWEST_REPEATS + random.below(MORE_REPEATS);
  const isError = (on: PathStep): boolean => on.kind === "name" && errors.has(on.name);
  const isElsewhere = (on: PathStep): boolean => on.kind === "name" && elsewhere.has(on.name);
  const isClose = (on: PathStep): boolean => on.kind === "close";
  // What a way may have to take all the same, the most harmless first.
  const attempts = [
    (on: PathStep) => isError(on) || isElsewhere(on) || isClose(on),
    (on: PathStep) => isError(on) || isElsewhere(on),
    (on: PathStep) => isError(on),
    () => false,
  ];
  for (const avoids of attempts) {
    const path = walk(sequence, { avoids, repeats, random });
    if (path !== null) return messages(path, [], plot);
  }
  return messages([], [], plot);
}

/** What a case says. */
export function caseScript(plot: Plot, one: Case, ...seed: readonly (string | number)[]): Script {
  if (one.expect.kind === "sequence") {
    const random = createRandom(...seed);
    const path = walk(one.expect.sequence, { avoids: () => false, repeats: FEWEST_REPEATS, random });
    return messages(path ?? [], one.where, plot);
  }
  const [outcome] = one.expect.outcomes;
  return outcome === undefined
    ? messages([], one.where, plot)
    : { kind: "outcome", outcome, where: one.where };
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

function messages(steps: readonly PathStep[], where: readonly Where[], { errors }: Plot): Script {
  const fails = steps.some((on) => on.kind === "name" && errors.has(on.name));
  return { kind: "messages", steps, where, fails };
}

/** Names of the messages among them that report a failure. */
export function errorNames(messages: readonly Message[]): ReadonlySet<string> {
  return new Set(messages.filter(({ error }) => error).map(({ name }) => name));
}
