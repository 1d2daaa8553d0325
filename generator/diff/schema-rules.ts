/** What in a schema allows less (`narrowed`) or more (`widened`) than before. */
export const TOPICS = {
  type: { narrowed: "TYPE-NARROWED", widened: "TYPE-WIDENED" },
  value: { narrowed: "ENUM-VALUE-REMOVED", widened: "ENUM-VALUE-ADDED" },
  bound: { narrowed: "BOUND-TIGHTENED", widened: "BOUND-LOOSENED" },
  format: { narrowed: "FORMAT-TIGHTENED", widened: "FORMAT-LOOSENED" },
  pattern: { narrowed: "PATTERN-TIGHTENED", widened: "PATTERN-LOOSENED" },
  required: { narrowed: "REQUIRED-ADDED", widened: "REQUIRED-REMOVED" },
  forbidden: { narrowed: "PROPERTY-FORBIDDEN", widened: "PROPERTY-ALLOWED" },
  additional: { narrowed: "ADDITIONAL-CLOSED", widened: "ADDITIONAL-OPENED" },
  branch: { narrowed: "BRANCH-REMOVED", widened: "BRANCH-ADDED" },
  schema: { narrowed: "SCHEMA-NARROWED", widened: "SCHEMA-WIDENED" },
  property: { narrowed: "PROPERTY-ADDED", widened: "PROPERTY-REMOVED" },
} as const;

export type Topic = keyof typeof TOPICS;
export type SchemaRule = (typeof TOPICS)[Topic]["narrowed" | "widened"] | "UNDECIDED";

/**
 * Ids of changes of schemas. What is narrowed breaks those who send the message where these are the clients, what
 * is widened breaks the clients that receive it; the other way round, each is compatible.
 */
export const SCHEMA_RULES: readonly SchemaRule[] = [
  ...Object.values(TOPICS).flatMap(({ narrowed, widened }) => [narrowed, widened]),
  "UNDECIDED",
];
