import { type Channel, quoteName } from "../contract/index.ts";

/** Counts, names in quotes, names: what a sequence is written of, but for its signs. */
const WORDS = /\{[^}]*\}|'(?:[^']|'')*'|[A-Za-z0-9_.:/-]+/g;

/**
 * A channel's conversation with operations that it does not name yet, any number of them behind each step: one that
 * it does not name is always out of order. `first`: they may also come before all others. Null where nothing is to
 * be widened.
 */
export function widerConversation(
  { conversation }: Channel,
  operations: readonly string[],
  first: boolean,
): string | null {
  if (conversation.kind === "any" || operations.length === 0) return null;
  const names = operations.map(quoteName);
  const any = names.length === 1 ? `${names[0]}*` : `(${names.join(" | ")})*`;
  const text = conversation.sequence.text.replaceAll(WORDS, (word) =>
    word.startsWith("{") ? word : `(${word} ${any})`,
  );
  return first ? `${any} (${text})` : text;
}
