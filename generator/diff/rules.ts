import type { Breaks, Severity } from "./change.ts";
import { SCHEMA_RULES, type SchemaRule } from "./schema-rules.ts";

/** What a change of a kind is, where nothing more is known about it. */
interface Rule {
  readonly severity: Severity;
  readonly breaks: Breaks;
}

/** Clients do what was allowed, and are refused. */
const SENDERS = [
  "FIELD-REQUIRED",
  "SUBPROTOCOL-ASKED",
  "SUBPROTOCOL-REMOVED",
  "SECURITY-TIGHTENED",
  "CREDENTIAL-CHANGED",
  "SCOPE-ADDED",
  "CONVERSATION-NARROWED",
  "IDLE-ADDED",
  "IDLE-SHORTENED",
  "LIMIT-TIGHTENED",
  "REQUEST-REMOVED",
  "ANSWER-ASKED",
  "SAMPLES-NARROWED",
] as const;
/** Clients are sent what was not allowed, or wait for what was promised. */
const RECEIVERS = [
  "OPENING-ADDED",
  "OPENING-REMOVED",
  "OPENING-WIDENED",
  "IDENTITY-CHANGED",
  "CLOSE-WIDENED",
  "CLOSE-WITHDRAWN",
  "REFUSAL-CHANGED",
  "REFUSAL-WITHDRAWN",
  "REPLY-ADDED",
  "REPLY-REMOVED",
  "SEQUENCE-WIDENED",
  "DEADLINE-LONGER",
  "ECHO-REMOVED",
  "ORDER-WEAKENED",
  "JOIN-REMOVED",
  "COUNT-REMOVED",
  "CASE-CHANGED",
  "CASE-REMOVED",
  "PUSH-ADDED",
  "PUSH-REMOVED",
  "PUSHED-MESSAGE-ADDED",
  "PUSHED-MESSAGE-REMOVED",
  "AUDIENCE-CHANGED",
  "AUDIENCE-WITHDRAWN",
  "TRIGGER-CHANGED",
  "TRIGGER-WITHDRAWN",
  "PRECONDITION-CHANGED",
  "ERROR-MARK-CHANGED",
] as const;
const BOTH = [
  "SERVER-REMOVED",
  "CHANNEL-REMOVED",
  "ADDRESS-CHANGED",
  "IDLE-CHANGED",
  "OPERATION-REMOVED",
  "INTERRUPT-ADDED",
  "INTERRUPT-REMOVED",
  "CORRELATION-CHANGED",
  "CONTENT-CHANGED",
  "DISCRIMINATOR-CHANGED",
] as const;
const COMPATIBLE = [
  "SERVER-ADDED",
  "CHANNEL-ADDED",
  "FIELD-ADDED",
  "FIELD-OPTIONAL",
  "FIELD-REMOVED",
  "SUBPROTOCOL-ADDED",
  "SECURITY-LOOSENED",
  "SCOPE-REMOVED",
  "OPENING-NARROWED",
  "CONVERSATION-WIDENED",
  "IDENTITY-DECLARED",
  "IDLE-LENGTHENED",
  "IDLE-REMOVED",
  "CLOSE-DECLARED",
  "CLOSE-NARROWED",
  "LIMIT-LOOSENED",
  "REFUSAL-DECLARED",
  "REFUSAL-NARROWED",
  "OPERATION-ADDED",
  "REQUEST-ADDED",
  "SEQUENCE-NARROWED",
  "DEADLINE-SHORTER",
  "ECHO-ADDED",
  "ORDER-STRENGTHENED",
  "JOIN-ADDED",
  "COUNT-ADDED",
  "CASE-ADDED",
  "AUDIENCE-DECLARED",
  "TRIGGER-DECLARED",
  "ANSWER-REMOVED",
  "CORRELATION-DECLARED",
  "SAMPLES-WIDENED",
] as const;
/** On the wire nothing is different. */
const COSMETIC = [
  "CHANNEL-RENAMED",
  "OPERATION-RENAMED",
  "MESSAGE-RENAMED",
  "EXAMPLES-CHANGED",
  "FILLS-CHANGED",
  "TEXT-CHANGED",
  "VERSION-CHANGED",
] as const;
const UNDECIDED = ["CONTENT-UNDECIDED"] as const;

export type ContractRule =
  | (typeof SENDERS)[number]
  | (typeof RECEIVERS)[number]
  | (typeof BOTH)[number]
  | (typeof COMPATIBLE)[number]
  | (typeof COSMETIC)[number]
  | (typeof UNDECIDED)[number];
export type DiffRule = ContractRule | SchemaRule;

const CLASSES: readonly (readonly [rules: readonly ContractRule[], rule: Rule])[] = [
  [SENDERS, { severity: "breaking", breaks: "senders" }],
  [RECEIVERS, { severity: "breaking", breaks: "receivers" }],
  [BOTH, { severity: "breaking", breaks: "both" }],
  [COMPATIBLE, { severity: "compatible", breaks: "nobody" }],
  [COSMETIC, { severity: "cosmetic", breaks: "nobody" }],
  [UNDECIDED, { severity: "undecided", breaks: "both" }],
];

/** What a rule that is not about schemas says by itself. */
export function classOf(rule: ContractRule): Rule {
  const found = CLASSES.find(([rules]) => rules.includes(rule));
  if (found === undefined) throw new RangeError(`no rule ${rule}`);
  return found[1];
}

/**
 * Ids of all changes. Each is explained in `docs/diff-rules.md`. Those of schemas depend on who sends the message:
 * see `SCHEMA_RULES`.
 */
export const DIFF_RULES: readonly DiffRule[] = [...CLASSES.flatMap(([rules]) => rules), ...SCHEMA_RULES];
