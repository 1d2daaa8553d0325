import { assertNever } from "../../contract/assert-never.ts";
import type { SecurityScheme } from "../../contract/model.ts";
import type { HandshakeFacts } from "./request-facts.ts";
import { own } from "../../contract/own.ts";

/** The credential as it came over the wire, without its prefix; null where there is none. */
export function carriedCredential(scheme: SecurityScheme, facts: HandshakeFacts): string | null {
  const { carrier } = scheme;
  switch (carrier.kind) {
    case "query":
      return own(facts.query, carrier.name) ?? null;
    case "header":
      return withoutPrefix(own(facts.headers, carrier.name.toLowerCase()), carrier.prefix);
    case "cookie":
      return own(facts.cookies, carrier.name) ?? null;
    case "basic":
      return withoutPrefix(facts.headers["authorization"], "Basic ");
    case "untestable":
      return null;
    default:
      return assertNever(carrier);
  }
}

/** Schemes of HTTP authentication are compared without case (RFC 9110, section 11.1). */
function withoutPrefix(value: string | undefined, prefix: string): string | null {
  if (value === undefined) return null;
  return value.toLowerCase().startsWith(prefix.toLowerCase()) ? value.slice(prefix.length).trim() : null;
}
