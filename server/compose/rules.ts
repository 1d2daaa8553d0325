import type { Json } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { ClientOperation, Contract, Join, Message, Where } from "../../contract/model.ts";
import type { Edit } from "./edit.ts";
import { nextInOrder } from "./order.ts";
import { cut, join } from "./pieces.ts";
import { schemasAt } from "./schema-at.ts";
import type { Sources } from "./sources.ts";
import { pointsAt, sentOf, type Tally } from "./tally.ts";

/** An exchange as its rules see it when its next message is made. */
export interface RuleState {
  readonly operation: ClientOperation;
  readonly tally: Tally;
  readonly sources: Sources;
  /** What the case that is followed says. */
  readonly where: readonly Where[];
  /** How many messages of that name the exchange has in all, as far as planned. */
  planned(name: string): number;
}

export function orderedEdits(contract: Contract, message: Message, base: Json, state: RuleState): Edit[] {
  const { operation, tally, planned } = state;
  return operation.ordered.flatMap(({ at, rule }, index) => {
    if (!pointsAt(at, message, sentOf(tally, message.name))) return [];
    const { last, count } = tally.ordered[index] ?? { last: undefined, count: 0 };
    const schemas = schemasAt(contract, message, at.pointer);
    const sample = pointerGet(base, at.pointer);
    if (sample === undefined && schemas.length === 0) return [];
    const value = nextInOrder(rule, { last, count, planned: planned(message.name), sample, schemas });
    return value === undefined ? [] : [{ at: at.pointer, values: [value], why: `ordered ${at.pointer}` }];
  });
}

export function joinEdits(message: Message, state: RuleState): Edit[] {
  const { operation, tally } = state;
  const index = sentOf(tally, message.name);
  return operation.joins.flatMap((rule, number) => [
    ...pieceEdits(rule, message, state),
    ...(pointsAt(rule.whole, message, index) ? wholeEdits(rule, tally.items[number] ?? []) : []),
  ]);
}

function wholeEdits({ whole }: Join, items: readonly Json[]): Edit[] {
  const joined = join(items);
  return joined === null ? [] : [{ at: whole.pointer, values: [joined], why: `joins ${whole.pointer}` }];
}

/** Where a case or an echo fixes the whole, the items have to be its parts. */
function pieceEdits({ whole, item }: Join, message: Message, state: RuleState): Edit[] {
  const index = sentOf(state.tally, message.name);
  if (!pointsAt(item, message, index)) return [];
  const fixed = fixedValue(whole, state);
  const parts = fixed === undefined ? null : cut(fixed, Math.max(state.planned(message.name), index + 1));
  const values = parts?.[index];
  return values === undefined ? [] : [{ at: item.pointer, values, why: `joins ${whole.pointer}` }];
}

function fixedValue(whole: Join["whole"], { where, operation, sources }: RuleState): Json | undefined {
  const fixed = where.find(({ at }) => at.of === whole.of && at.pointer === whole.pointer);
  if (fixed !== undefined) return fixed.values[0];
  const echo = operation.echoes.find(({ to }) => to.of === whole.of && to.pointer === whole.pointer);
  if (echo === undefined) return undefined;
  return pointerGet(echo.from.of === "handshake" ? sources.handshake : sources.request, echo.from.pointer);
}

export function countEdits(message: Message, { operation, tally }: RuleState): Edit[] {
  return operation.counts
    .filter(({ whole }) => pointsAt(whole, message, sentOf(tally, message.name)))
    .map((rule) => ({
      at: rule.whole.pointer,
      values: [sentOf(tally, rule.message)],
      why: `counts ${rule.whole.pointer}`,
    }));
}

export function whereEdits(message: Message, where: readonly Where[], index: number): Edit[] {
  return where
    .filter(({ at }) => pointsAt(at, message, index))
    .map(({ at, values }) => ({ at: at.pointer, values, why: `where ${at.pointer}` }));
}
