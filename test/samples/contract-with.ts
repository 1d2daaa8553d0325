import type { Json } from "../../contract/json.ts";
import type { Contract } from "../../contract/model.ts";

/** A contract that holds nothing but schemas. */
export function contractWith(schemas: { readonly [name: string]: Json }): Contract {
  const entries = Object.entries(schemas).map(([name, schema]) => [
    name,
    { place: `#/components/schemas/${name}`, dialect: "draft-07", schema } as const,
  ]);
  return {
    format: 1,
    asyncapi: "3.1.0",
    title: "Schemas",
    version: "1.0.0",
    document: "asyncapi.yaml",
    role: "server",
    servers: [],
    channels: [],
    securitySchemes: [],
    schemas: Object.fromEntries(entries),
    unknownChannel: { kind: "unspecified", deliberate: false, place: "#" },
    shutdown: { kind: "none" },
  };
}
