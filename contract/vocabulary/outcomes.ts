import type { DocumentNode } from "../document/document-node.ts";
import { isObject, type Json } from "../json.ts";
import type { CloseCodes, Outcome, Refusal, ReplyForm, Where } from "../model.ts";
import { knownName, type Names, unquoted } from "./names.ts";
import { pointerName } from "../pointer-name.ts";
import { type Allowed, pointerKey } from "./pointers.ts";

/** What a declared outcome (or a list of them) means. One that is `unspecified` makes the whole so. */
export function refusalOf(node: DocumentNode, names: Names): Refusal {
  return refusalBy(node, outcomesIn(node), names);
}

/** The same of those outcomes that a connection can have: whose reply it knows. Null where it has none of them. */
export function refusalWhere(node: DocumentNode, names: Names): Refusal | null {
  const here = outcomesIn(node).filter((one) =>
    repliesOf([one]).every(({ name }) => names.messages.includes(name)),
  );
  return here.length === 0 ? null : refusalBy(node, here, names);
}

/** The messages that outcomes name as replies. */
export function repliesOf(
  outcomes: readonly DocumentNode[],
): { readonly name: string; readonly node: DocumentNode }[] {
  const nodes = outcomes.flatMap((one) => one.at("reply") ?? []);
  return nodes.map((node) => ({ name: unquoted(String(node.value)), node }));
}

/** One outcome, or each of a list. */
export function outcomesIn(node: DocumentNode): readonly DocumentNode[] {
  return Array.isArray(node.value) ? node.items() : [node];
}

function refusalBy(node: DocumentNode, nodes: readonly DocumentNode[], names: Names): Refusal {
  if (nodes.some((one) => one.at("unspecified") !== null))
    return { kind: "unspecified", deliberate: true, place: node.place };
  return { kind: "declared", place: node.place, outcomes: nodes.map((one) => outcomeOf(one, names)) };
}

/**
 * Throws X-CONTRACT where nothing of what is declared can follow a frame: every service would break it. A status answers a
 * handshake; what is read as if it were text is `binary`.
 */
export function checkFollowsFrame(node: DocumentNode, refusal: Refusal, isBinary = false): void {
  if (refusal.kind !== "declared") return;
  const never = ({ kind }: Outcome): boolean => kind === "status" || (kind === "as-text" && !isBinary);
  const [first] = refusal.outcomes;
  if (first === undefined || !refusal.outcomes.every(never)) return;
  throw first.kind === "status"
    ? node.fault(
        "X-CONTRACT",
        "a frame can't be answered with an HTTP status",
        `${FOR_FRAMES}; a handshake is refused by \`badHandshake\` or \`unauthenticated\``,
      )
    : node.fault("X-CONTRACT", "only a binary frame can be read as if it were text", FOR_FRAMES);
}

const FOR_FRAMES = "`{ reply: MESSAGE }`, `{ close: CODE }`, both in this order, or `{ ignored: true }`";

function outcomeOf(node: DocumentNode, names: Names): Outcome {
  const [reply, close, status] = [node.at("reply"), node.at("close"), node.at("status")];
  if (status !== null) return { kind: "status", codes: codesOf(status.value) };
  if (node.at("ignored") !== null) return { kind: "ignored" };
  if (node.at("as") !== null) return { kind: "as-text" };
  if (reply === null) return { kind: "close", codes: codesOf(close?.value ?? "any") };
  const form = replyForm(node, reply, names);
  return close === null
    ? { kind: "reply", reply: form }
    : { kind: "reply-close", reply: form, codes: codesOf(close.value) };
}

function replyForm(node: DocumentNode, reply: DocumentNode, names: Names): ReplyForm {
  const message = knownName(reply, names.messages, `message of ${names.channel}`);
  const where = whereOf(node.at("where"), {
    names,
    messages: [message],
    words: ["reply"],
    bare: pointerName(message),
  });
  return {
    message,
    where: where.map(({ at, values }) => ({ at: { ...at, of: pointerName(message) }, values })),
    correlated: node.at("correlated")?.value !== false,
  };
}

/** `where`: the values that messages have, by pointer. */
export function whereOf(node: DocumentNode | null, allowed: Allowed): Where[] {
  if (node === null) return [];
  return node.entries().map(([key, child]) => ({
    at: pointerKey(key, child, allowed),
    values: expectedOf(child.value),
  }));
}

function expectedOf(value: Json): readonly Json[] {
  return isObject(value) && Array.isArray(value["enum"]) ? value["enum"] : [value];
}

/** One code, a list of them, or `any`. */
export function codesOf(value: Json): CloseCodes {
  if (Array.isArray(value)) return { kind: "codes", codes: value.map(Number) };
  return typeof value === "number" ? { kind: "codes", codes: [value] } : { kind: "any" };
}
