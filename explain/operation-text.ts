import { assertNever } from "../contract/assert-never.ts";
import type { OwedAnswer } from "../contract/index.ts";
import type {
  Audience,
  ClientOperation,
  Operation,
  Pointer,
  Rejects,
  ServerOperation,
  Trigger,
} from "../contract/model.ts";
import { rejectLines, withinText } from "./outcome-text.ts";

/** A thing said about an operation: `sequence   token+ (done | streamError)`. */
export type Said = readonly [word: string, text: string];

/** `prompt -> token+ (done | streamError) within 2s`, without what answers where nothing does. */
export function headlineOf(operation: Operation): string {
  const names = operation.kind === "client" ? operation.requests : operation.messages;
  const messages = names.length === 0 ? "nothing" : names.join(" | ");
  if (operation.kind === "server") return `${messages}${whenText(operation)}`;
  const { sequence, within } = operation;
  if (sequence.kind === "none") return messages;
  return `${messages} -> ${sequence.sequence.text}${withinText(within)}`;
}

/** Everything else that the document says about an operation. */
export function detailsOf(operation: Operation): Said[] {
  return operation.kind === "client" ? clientDetails(operation) : serverDetails(operation);
}

function clientDetails(operation: ClientOperation): Said[] {
  const { echoes, ordered, joins, counts, interrupts, scopes, cases, gap } = operation;
  return [
    ...(gap.kind === "declared" ? [["gap", `next${withinText(gap)}`] as const] : []),
    ...echoes.map(({ to, from }) => ["echoes", `${pointerText(to)} = ${pointerText(from)}`] as const),
    ...ordered.map(({ at, rule }) => ["ordered", `${pointerText(at)} ${ruleText(rule)}`] as const),
    ...joins.map(({ whole, item }) => ["joins", `${pointerText(whole)} = all ${pointerText(item)}`] as const),
    ...counts.map(({ whole, message }) => ["counts", `${pointerText(whole)} = how many ${message}`] as const),
    ...(interrupts.length > 0 ? [["interrupts", interrupts.join(", ")] as const] : []),
    ...rejectLines(ownRejects(operation)).map((text) => ["refuses", text] as const),
    ...(scopes.length > 0 ? [["scopes", scopes.join(", ")] as const] : []),
    ...cases.map(({ name, expect }) => {
      const then = expect.kind === "sequence" ? expect.sequence.text : "a refusal";
      return ["case", `${name} -> ${then}`] as const;
    }),
  ];
}

/** The refusals that the operation itself declares; all others are told with its channel. */
function ownRejects({ place, rejects }: ClientOperation): Partial<Rejects> {
  return Object.fromEntries(
    Object.entries(rejects).filter(([, one]) => "place" in one && one.place.startsWith(`${place}/`)),
  );
}

function serverDetails({ echoes, after, answer }: ServerOperation): Said[] {
  return [
    ...echoes.map(({ to, from }) => ["echoes", `${pointerText(to)} = ${pointerText(from)}`] as const),
    ...(after === "" ? [] : [["after", `${after} has succeeded`] as const]),
    ...(answer.kind === "owed" ? [["the client answers", answerText(answer)] as const] : []),
  ];
}

function answerText({ messages, order }: OwedAnswer): string {
  return order === null ? messages.join(" | ") : order.text;
}

function whenText({ trigger, audience, within }: ServerOperation): string {
  return ` ${triggerText(trigger)}${audienceText(audience)}${withinText(within)}`;
}

function triggerText(trigger: Trigger): string {
  switch (trigger.kind) {
    case "unsolicited":
      return "at any time";
    case "connect":
      return "after the handshake";
    case "disconnect":
      return "when another client leaves";
    case "operation":
      return `after ${trigger.operation}`;
    default:
      return assertNever(trigger);
  }
}

function audienceText(audience: Audience): string {
  switch (audience.kind) {
    case "undeclared":
      return "";
    case "sender":
    case "others":
    case "everyone":
      return `, to ${audience.kind === "sender" ? "the sender" : audience.kind}`;
    case "only":
      return `, only to who is ${pointerText(audience.pointer)}`;
    case "requester":
      return ", to who has asked";
    case "running":
      return `, to who runs ${audience.operation}`;
    default:
      return assertNever(audience);
  }
}

function ruleText(rule: ClientOperation["ordered"][number]["rule"]): string {
  if (rule.kind !== "step") return rule.kind;
  return rule.from === null ? "+1" : `+1 from ${rule.from}`;
}

function pointerText({ of, index, pointer }: Pointer): string {
  return `${of}${index === null ? "" : `[${index}]`}#${pointer}`;
}
