import { mintCredential, identityAt } from "../config/index.ts";
import { assertNever } from "../contract/assert-never.ts";
import type { Json } from "../contract/json.ts";
import type { SecurityScheme, Source } from "../contract/model.ts";
import type { Connection } from "./connection.ts";
import { knownAs } from "./known-as.ts";
import { latestValue } from "./latest-value.ts";
import type { Scope } from "./scope.ts";

/** For whom a value is looked up. */
export interface Asker {
  readonly scope: Scope;
  /** Position of the identity that connects. */
  readonly identity: number;
  /** The connection that the value is for; null while it is being made. */
  readonly connection: Connection | null;
}

/** The value that a `fills` source gives; undefined where there is none yet, and for `$unique`, which needs a schema. */
export async function sourceValue(source: Source, asker: Asker): Promise<Json | undefined> {
  switch (source.kind) {
    case "literal":
      return source.value;
    case "env":
      return asker.scope.ground.env[source.name];
    case "identity":
      return ownName(asker);
    case "peer-identity":
      return peerName(asker);
    case "credentials":
      return (await namedCredential(source.name, asker)) ?? undefined;
    case "received": {
      const from = source.connection === "this" ? asker.connection : previousOf(asker);
      return from === null ? undefined : latestValue(from.received, source.message, source.pointer);
    }
    case "unique":
      return undefined;
    default:
      return assertNever(source);
  }
}

/** The youngest other connection that is known under a name. */
function peerName({ scope, connection }: Asker): string | undefined {
  const names = scope.connections.filter((one) => one !== connection).map(knownAs);
  return names.findLast((name) => name !== null) ?? undefined;
}

/** What the connection is known as; before it is made, the name of the identity that connects. */
function ownName({ scope, connection, identity }: Asker): string {
  const known = connection === null ? null : knownAs(connection);
  return known ?? identityAt(scope.ground.config, identity).name;
}

/** The connection before a reconnect: the youngest one that is over. */
function previousOf({ scope, connection }: Asker): Connection | null {
  return scope.connections.findLast((one) => one !== connection && one.over) ?? null;
}

/** A valid credential of the asking identity, by name. Throws a ToolError where the config has none. */
export function namedCredential(name: string, { scope, identity }: Asker): Promise<string | null> {
  const { contract, config, env } = scope.ground;
  const scheme = contract.securitySchemes.find((one) => one.name === name) ?? opaque(name);
  return mintCredential({ scheme, config, identity, flavour: "valid", scopes: [], env });
}

/** A name in the config's `credentials` that is no security scheme of the document. */
function opaque(name: string): SecurityScheme {
  return { name, place: "#", carrier: { kind: "query", name }, token: { kind: "opaque" } };
}
