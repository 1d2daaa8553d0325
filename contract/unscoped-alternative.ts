import type { Channel, SecurityAlternative, SecurityScheme } from "./model.ts";
import { carrierText } from "./shared-carrier.ts";

/**
 * Another alternative of the channel that travels in the same places and needs no scope: a credential that is without
 * one may be good as that. Null for none.
 */
export function unscopedBeside(
  { security, scopes: ofAll }: Channel,
  alternative: SecurityAlternative,
  schemes: readonly SecurityScheme[],
): SecurityAlternative | null {
  if (ofAll.length > 0) return null;
  const placeOf = (name: string): string => {
    const scheme = schemes.find((one) => one.name === name);
    return scheme === undefined ? "" : carrierText(scheme).toLowerCase();
  };
  const shown = alternative.map(({ scheme }) => placeOf(scheme));
  const other = security.find(
    (needs) =>
      needs !== alternative &&
      needs.every(({ scheme, scopes }) => scopes.length === 0 && shown.includes(placeOf(scheme))),
  );
  return other ?? null;
}
