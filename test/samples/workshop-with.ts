import { type SchemaTableOf, tableOfSchema } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Workshop } from "../../samples/attempts.ts";
import { createWorkshop } from "../../samples/workshop.ts";

/** A workshop for one schema that stands for itself. */
export function workshopWith(schema: Json): { readonly shop: Workshop; readonly table: SchemaTableOf } {
  const table = tableOfSchema(schema);
  return { shop: createWorkshop(table, 1), table };
}
