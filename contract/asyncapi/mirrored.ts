import type { Loading } from "../document/loading.ts";
import type { Contract } from "../model.ts";
import type { Outline } from "./outline.ts";

/** Warns where the document looks as if it were written from the other chair. A warning, never a guess. */
export function reportMirrored(outline: Outline, role: Contract["role"], { warn }: Loading): void {
  if (role === "client") return;
  const answered = outline.operations.filter(({ reply }) => reply !== null);
  const asking = answered.length > 0 && answered.every(({ action }) => action === "send");
  const called = /\bclient\b/i.test(outline.title) && !/\bserver\b/i.test(outline.title);
  if (!asking && !called) return;
  const why = asking ? "all that is replied to is sent by the service" : `it is called "${outline.title}"`;
  warn(
    "MIRRORED",
    "#",
    `the document seems to be written from the client's chair: ${why}. If so: --role client, or \`x-contract: {role: client}\``,
  );
}
