import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ValidateFunction } from "ajv";
import type { Json } from "./json.ts";
import { packageRoot } from "./vocabulary/package-root.ts";

const load = createRequire(import.meta.url);

/**
 * The validator that the build has compiled for a schema of ours; null where there is none of exactly this schema,
 * so that a build of yesterday decides nothing.
 */
export function precompiled(name: string, schema: Json): ValidateFunction | null {
  const file = join(packageRoot(), "dist", "structure", `${name}.cjs`);
  if (!existsSync(file)) return null;
  const made: { readonly print: string; readonly validate: ValidateFunction } = load(file);
  return made.print === printOf(schema) ? made.validate : null;
}

export function printOf(schema: Json): string {
  return createHash("sha256").update(JSON.stringify(schema)).digest("hex");
}
