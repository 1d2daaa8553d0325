import type { Config, IdentityConfig } from "./model.ts";

type Identity = Config["identities"][number];

const SPARE_NAMES = ["alice", "bob", "carol"];
const LEAST = 3;

/** The identities of the config file in their order, filled up to three with `alice`, `bob` and `carol`. */
export function identitiesOf(named: { readonly [name: string]: IdentityConfig }): Identity[] {
  const own = Object.entries(named).map(([name, { claims, credentials }]) => ({
    name,
    claims: claims ?? {},
    credentials: credentials ?? {},
  }));
  const spare = SPARE_NAMES.filter((name) => !Object.hasOwn(named, name)).map(nobodySpecial);
  return [...own, ...spare.slice(0, Math.max(0, LEAST - own.length))];
}

/** Who connects at a position; beyond the config's identities there is `client-N`, counted from 1. */
export function identityAt(config: Config, index: number): Identity {
  return config.identities[index] ?? nobodySpecial(`client-${index + 1}`);
}

function nobodySpecial(name: string): Identity {
  return { name, claims: {}, credentials: {} };
}
