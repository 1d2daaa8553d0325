import { assertNever } from "./assert-never.ts";
import type { SecurityAlternative, SecurityScheme } from "./model.ts";

/** Two credentials of one alternative that travel in the same place, which a handshake has once. */
export interface SharedCarrier {
  readonly first: SecurityScheme;
  readonly second: SecurityScheme;
  /** `the header Authorization`. */
  readonly where: string;
}

/** The first two schemes of an alternative that can only be shown together where they are one credential; else null. */
export function sharedCarrier(
  alternative: SecurityAlternative,
  schemes: readonly SecurityScheme[],
): SharedCarrier | null {
  const seen = new Map<string, SecurityScheme>();
  for (const { scheme: name } of alternative) {
    const scheme = schemes.find((one) => one.name === name);
    const where = scheme === undefined ? "" : carrierText(scheme);
    if (scheme === undefined || where === "") continue;
    const first = seen.get(where.toLowerCase());
    if (first !== undefined) return { first, second: scheme, where };
    seen.set(where.toLowerCase(), scheme);
  }
  return null;
}

/** Where a credential travels; "" where it does not. */
export function carrierText({ carrier }: SecurityScheme): string {
  switch (carrier.kind) {
    case "query":
      return `the query (${carrier.name})`;
    case "header":
    case "cookie":
      return `the ${carrier.kind} ${carrier.name}`;
    case "basic":
      return "the header Authorization";
    case "untestable":
      return "";
    default:
      return assertNever(carrier);
  }
}
