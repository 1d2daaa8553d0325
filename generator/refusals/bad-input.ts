import type { Channel, ClientOperation, Outcome, Place, RejectKind, Refusal } from "../../contract/model.ts";
import { expectedOutcomes, staysOpen } from "../expected-outcome.ts";
import type { Exclusive, PlannedTest } from "../plan.ts";
import { wayTo, converseAs } from "../planning/approach.ts";
import type { Planning } from "../planning/planning.ts";
import { probe } from "../planning/probe.ts";
import type { ClientVariable, Script } from "../planning/script.ts";
import { planTest } from "../planning/test.ts";
import type { Name } from "../step.ts";

/** Something that a service has to refuse. */
export interface BadInput {
  /** What is sent, in words: `truncated JSON`, `content of 2001 characters (maxLength 2000)`. */
  readonly said: string;
  readonly reject: RejectKind;
  readonly refusal: Refusal;
  /** What else the test exercises. */
  readonly covers: readonly Place[];
  /** The operation that has to be possible before it is sent; null: it is sent at once. */
  readonly operation: ClientOperation | null;
  /** Sends it; gives the frame's variable. */
  readonly send: (script: Script, client: ClientVariable) => Name;
  readonly exclusive?: Exclusive;
  /** Shows that the connection works on; default: a probe. */
  readonly worksOn?: (script: Script, client: ClientVariable) => void;
}

/**
 * A test that sends bad input and sees it refused as declared; where nothing is declared, that it does no harm. Then
 * the connection works on where it is not closed; with `neighbour` another connection works on too.
 */
export function refuses(
  planning: Planning,
  channel: Channel,
  bad: BadInput,
  neighbour: boolean,
): PlannedTest {
  const { refusal, reject, said } = bad;
  const outcomes: readonly Outcome[] = refusal.kind === "unspecified" ? [] : refusal.outcomes;
  const expected = expectedOutcomes(outcomes);
  const head = {
    title: `${verbFor(refusal)} ${/^with/.test(said) ? "it " : ""}${said}`,
    covers: neighbour && refusal.kind === "declared" ? [...bad.covers, refusal.place] : bad.covers,
    unspecified: expected.length === 0 ? `rejects.${reject}` : "",
    exclusive: bad.exclusive ?? false,
  };
  return planTest(planning, head, (script) => {
    const client = script.connect(channel);
    const other = neighbour ? script.connect(channel, { name: "neighbour", as: "second" }) : null;
    if (bad.operation !== null)
      for (const name of wayTo(client, bad.operation)) converseAs(script, client, name);
    const subject = { of: bad.send(script, client), wait: "refusal" } as const;
    if (expected.length === 0) script.add({ kind: "harmless", subject, reject });
    else script.add({ kind: "refused", subject, reject, outcomes: expected });
    if (expected.length > 0 && staysOpen(outcomes)) (bad.worksOn ?? probe)(script, client);
    if (other !== null && !probe(script, other))
      script.add({ kind: "quiet", meanwhile: "", client: other.name });
  });
}

/** The tests of one group: the first shows a neighbour too, and stands for the refusal as such. */
export function refusesAll(planning: Planning, channel: Channel, inputs: readonly BadInput[]): PlannedTest[] {
  return inputs.map((bad, index) => refuses(planning, channel, bad, index === 0));
}

function verbFor(refusal: Refusal): string {
  if (refusal.kind === "unspecified") return "survives";
  return refusal.outcomes.every(({ kind }) => kind === "ignored") ? "ignores" : "refuses";
}

/** Where a refusal is declared; the channel where it is not. */
export function placeOf(refusal: Refusal, channel: Channel): Place {
  return refusal.kind === "declared" ? refusal.place : channel.place;
}

/** Either of two refusals: a frame with two faults takes the outcome of any. */
export function either(one: Refusal, other: Refusal): Refusal {
  if (one.kind === "unspecified" || other.kind === "unspecified")
    return { kind: "unspecified", deliberate: false, place: "" };
  const outcomes = [...one.outcomes];
  for (const outcome of other.outcomes)
    if (!outcomes.some((known) => JSON.stringify(known) === JSON.stringify(outcome))) outcomes.push(outcome);
  return one.kind === "declared" ? { ...one, outcomes } : { ...other, outcomes };
}
