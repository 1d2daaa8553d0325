import type { Channel, Contract } from "./model.ts";

/**
 * Types of credentials without which nobody gets in and which no handshake can carry (`userPassword`, `X509`); empty
 * where one alternative of the channel's security does without them. A service that refuses such a handshake may be right.
 */
export function unshowable({ security }: Channel, { securitySchemes }: Contract): readonly string[] {
  const each = security.map((alternative) =>
    alternative.flatMap(({ scheme }) => {
      const carrier = securitySchemes.find(({ name }) => name === scheme)?.carrier;
      return carrier?.kind === "untestable" ? [carrier.type] : [];
    }),
  );
  return each.some((types) => types.length === 0) ? [] : [...new Set(each.flat())];
}
