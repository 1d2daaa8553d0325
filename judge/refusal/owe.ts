import type {
  Case,
  Channel,
  ClientOperation,
  Deadline,
  Outcome,
  Refusal,
  RejectKind,
} from "../../contract/model.ts";
import { caseText } from "../exchange/cases.ts";
import { type Exchange, limitMs } from "../exchange/exchange.ts";
import type { FrameId } from "../model.ts";
import { outcomesText } from "./declared.ts";
import type { OwedRefusal, Strength } from "./refusal.ts";
import type { Moment } from "../state.ts";

const RULES = { missing: "NO-REFUSAL", wrong: "WRONG-REFUSAL", good: "NOT-REFUSED" } as const;
const CASE_RULES = { missing: "CASE", wrong: "CASE", good: "CASE" } as const;

/** A frame that is to be refused. */
export interface Refusable {
  readonly frame: FrameId;
  readonly kinds: readonly RejectKind[];
  readonly alternatives: boolean;
  readonly operation: ClientOperation | null;
  readonly ids: readonly string[];
  readonly carried?: readonly string[];
  readonly ownId: string | null;
  /** Where the service may take it as well. */
  readonly exchange?: Exchange | null;
  readonly demanded?: () => boolean;
}

/** Notes what is owed for a bad frame: the outcome of any of its kinds, from the nearest `rejects`. */
export function oweRefusal(moment: Moment, bad: Refusable): OwedRefusal {
  const { channel } = moment.connection;
  const { kinds, operation, alternatives } = bad;
  const refusals = kinds.map((kind) => refusalFor(channel, operation, kind));
  const strength = strengthOf(refusals, alternatives);
  const declared = refusals.find((refusal) => refusal.kind === "declared");
  const open = refusals.find((refusal) => refusal.kind === "unspecified");
  const [only] = refusals;
  const outcomes =
    refusals.length === 1 && only !== undefined ? outcomesOf(only) : refusals.flatMap(outcomesOf);
  return owe(moment, bad, {
    outcomes,
    strength,
    place: (strength === "declared" ? declared : open)?.place ?? operation?.place ?? channel.place,
    promised: promisedText(kinds, strength, outcomes),
    rules: RULES,
  });
}

/** What the document says, or, where it says nothing, that it does and what a refusal may be all the same. */
function promisedText(
  kinds: readonly RejectKind[],
  strength: Strength,
  outcomes: readonly Outcome[],
): string {
  const said = `rejects: ${kinds.join(" or ")}`;
  if (strength === "declared") return `${said}: ${outcomesText(outcomes)}`;
  const any = outcomes.length === 0 ? "" : ` (${outcomesText(outcomes)})`;
  return `no answer as to good input, but any refusal${any}: the document declares no \`${said}\``;
}

const NO_OUTCOMES: readonly Outcome[] = [];

function outcomesOf(refusal: Refusal): readonly Outcome[] {
  return refusal.kind === "unspecified" ? NO_OUTCOMES : refusal.outcomes;
}

/** The same for a request that is a case which expects an outcome. */
export function oweCase(
  moment: Moment,
  request: Refusable,
  held: Case,
  outcomes: readonly Outcome[],
): OwedRefusal {
  const promised = caseText(held);
  return owe(moment, request, {
    outcomes,
    strength: "declared",
    place: held.place,
    promised,
    rules: CASE_RULES,
  });
}

function owe(
  moment: Moment,
  { kinds, operation, exchange = null, demanded = () => true, ...bad }: Refusable,
  said: Pick<OwedRefusal, "outcomes" | "strength" | "place" | "promised" | "rules">,
): OwedRefusal {
  const { connection, scope, at } = moment;
  // A flood stands in its own way.
  const limit: Deadline =
    kinds.includes("tooFast") || operation === null ? { kind: "patience" } : operation.within;
  const refusal: OwedRefusal = {
    view: {
      kinds,
      operation,
      phase: said.strength === "unspecified" ? "unspecified" : "owed",
      reply: null,
      closeCode: null,
    },
    frame: bad.frame,
    operation,
    ids: bad.ids,
    carried: bad.carried ?? bad.ids,
    ownId: bad.ownId,
    ...said,
    exchange,
    demanded,
    limit,
    deadlineAt: at + limitMs(limit, scope.options.patienceMs),
    awaits: null,
    doubt: false,
  };
  connection.refusals.push(refusal);
  connection.badAt = at;
  if (said.strength === "unspecified" && exchange === null)
    scope.ledger.unspecified(
      moment,
      said.place,
      `a frame that is ${kinds.join(" or ")}: no outcome is promised`,
    );
  return refusal;
}

/** The nearest outcome: of the operation, else of the channel. */
export function refusalFor(channel: Channel, operation: ClientOperation | null, kind: RejectKind): Refusal {
  return (operation ?? channel).rejects[kind];
}

/** Of two names for one fault the one that is declared counts; of two faults either may be what the service sees. */
function strengthOf(refusals: readonly Refusal[], alternatives: boolean): Strength {
  const kinds = refusals.map(({ kind }) => kind);
  const order: readonly Strength[] = alternatives
    ? ["declared", "inferred", "unspecified"]
    : ["unspecified", "inferred", "declared"];
  return order.find((kind) => kinds.includes(kind)) ?? "unspecified";
}
