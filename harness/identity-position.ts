import type { HandshakeOptions } from "./model.ts";

/** Position in the config's identities, from 0. */
export function identityPosition(as: HandshakeOptions["as"] = "first"): number {
  switch (as) {
    case "first":
      return 0;
    case "second":
      return 1;
    case "third":
      return 2;
    default:
      // `client-1` is the first identity: the config counts its spare names the same way.
      return Math.max(1, Number.parseInt(as.slice("client-".length), 10) || 1) - 1;
  }
}
