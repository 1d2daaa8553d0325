import type { DocumentNode } from "../document/document-node.ts";
import type { Outcome, Refusal, RejectKind, Rejects } from "../model.ts";
import type { Names } from "./names.ts";
import { checkFollowsFrame, refusalOf, refusalWhere } from "./outcomes.ts";

/** Kinds that are refused before there is a conversation. */
const HANDSHAKE: ReadonlySet<RejectKind> = new Set(["badHandshake", "unauthenticated", "forbidden"]);
/** One connection too many is refused before, too. */
const MAY_BE_STATUS: ReadonlySet<RejectKind> = new Set([...HANDSHAKE, "tooFast"]);
/** Kinds that are as another one where nothing is declared. */
const AS_ANOTHER: { readonly [kind in RejectKind]?: RejectKind } = {
  empty: "malformed",
  misdirected: "unknown",
};

export interface RejectsOptions {
  /** `rejects` of operation and channel; the first that names a kind wins whole. */
  readonly declared: readonly (DocumentNode | null)[];
  /** `rejects` of the root: defaults, as far as the channel has what they name. */
  readonly root: DocumentNode | null;
  /** Error messages among the operation's own replies. */
  readonly ownErrors: readonly string[];
  readonly names: Names;
}

/** The outcome of every kind of bad input: declared, or inferred as the vocabulary says ("Refused"). */
export function rejectsOf(options: RejectsOptions): Rejects {
  return {
    malformed: rejectOf("malformed", options),
    unknown: rejectOf("unknown", options),
    invalid: rejectOf("invalid", options),
    binary: rejectOf("binary", options),
    tooLarge: rejectOf("tooLarge", options),
    tooFast: rejectOf("tooFast", options),
    outOfOrder: rejectOf("outOfOrder", options),
    duplicate: rejectOf("duplicate", options),
    empty: rejectOf("empty", options),
    misdirected: rejectOf("misdirected", options),
    uncorrelated: rejectOf("uncorrelated", options),
    badHandshake: rejectOf("badHandshake", options),
    unauthenticated: rejectOf("unauthenticated", options),
    forbidden: rejectOf("forbidden", options),
    noReply: rejectOf("noReply", options),
  };
}

function rejectOf(kind: RejectKind, options: RejectsOptions): Refusal {
  for (const node of options.declared) {
    const found = node?.at(kind) ?? null;
    if (found !== null) return possible(kind, found, refusalOf(found, options.names));
  }
  const everywhere = options.root?.at(kind) ?? null;
  const here = everywhere === null ? null : refusalWhere(everywhere, options.names);
  if (everywhere !== null && here !== null) return possible(kind, everywhere, here);
  const another = AS_ANOTHER[kind];
  if (another !== undefined) return rejectOf(another, options);
  return { kind: "inferred", outcomes: inferred(kind, options) };
}

function possible(kind: RejectKind, node: DocumentNode, refusal: Refusal): Refusal {
  if (!MAY_BE_STATUS.has(kind)) checkFollowsFrame(node, refusal, kind === "binary");
  return refusal;
}

/** The operation's own error replies, other error messages of the channel, a close that refuses. */
function inferred(kind: RejectKind, { ownErrors, names }: RejectsOptions): Outcome[] {
  const close: Outcome = { kind: "close", codes: { kind: "refusing" } };
  const replies = [...new Set([...ownErrors, ...names.errors])].map(
    (message): Outcome => ({ kind: "reply", reply: { message, where: [], correlated: false } }),
  );
  if (HANDSHAKE.has(kind)) return [{ kind: "status", codes: { kind: "any" } }, ...replies, close];
  // "Message too big" (RFC 6455, section 7.4.1).
  const tooBig: Outcome = { kind: "close", codes: { kind: "codes", codes: [1009] } };
  return kind === "tooLarge" ? [...replies, close, tooBig] : [...replies, close];
}
