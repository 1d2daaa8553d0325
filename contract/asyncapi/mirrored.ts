import type { Loading } from "../document/loading.ts";
import type { Contract } from "../model.ts";
import type { Outline, OutlineOperation } from "./outline.ts";

const TO_CLIENT =
  /\b(?:server|service|backend)\s*(?:->|\u2192|to)\s*(?:the\s+)?client|(?:sent|emitted|pushed) (?:by|from) (?:the )?(?:server|service)/i;
const TO_SERVER =
  /\bclients?\s*(?:->|\u2192|to)\s*(?:the\s+)?(?:server|service|backend)|(?:sent|emitted) (?:by|from) (?:the )?clients?\b/i;

/** Warns where the document looks as if it were written from the other chair. A warning, never a guess. */
export function reportMirrored(outline: Outline, role: Contract["role"], { warn }: Loading): void {
  if (role === "client") return;
  const why = whyMirrored(outline);
  if (why !== null)
    warn(
      "MIRRORED",
      "#",
      `the document seems to be written from the client's chair: ${why}. If so: --role client, or \`x-contract: {role: client}\``,
    );
}

function whyMirrored({ title, operations }: Outline): string | null {
  const answered = operations.filter(({ reply }) => reply !== null);
  if (answered.length > 0 && answered.every(({ action }) => action === "send"))
    return "all that is replied to is sent by the service";
  const against = operations.filter((operation) =>
    speaksOf(operation, operation.action === "send" ? TO_SERVER : TO_CLIENT),
  );
  const along = operations.filter((operation) =>
    speaksOf(operation, operation.action === "send" ? TO_CLIENT : TO_SERVER),
  );
  const [first] = against;
  if (first !== undefined && along.length === 0)
    return `${first.name} calls itself "${first.title || first.description}", and would be sent by the ${first.action === "send" ? "service" : "client"}`;
  return /\bclient\b/i.test(title) && !/\bserver\b/i.test(title) ? `it is called "${title}"` : null;
}

function speaksOf({ title, description }: OutlineOperation, pattern: RegExp): boolean {
  return pattern.test(`${title} ${description}`);
}
