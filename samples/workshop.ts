import { type Contract, createSchemaChecker, resolveRef, ToolError } from "../contract/index.ts";
import { isPossible, type Workshop } from "./attempts.ts";
import type { SchemaName } from "../contract/model.ts";
import { asRule } from "./conjunction.ts";
import { endlessAt } from "./endless.ts";
import { contradictingRules } from "./contradicting-rules.ts";

/** What making values for the schemas of a contract needs. */
export function createWorkshop(contract: Pick<Contract, "schemas">, seed: number): Workshop {
  const possible = (less: Pick<Contract, "schemas">, schema: SchemaName): boolean => {
    try {
      return isPossible({ ...createWorkshop(less, seed), contradicting: () => [] }, schema);
    } catch (error) {
      if (error instanceof ToolError || error instanceof RangeError) return true; // a rule that others refer to
      throw error;
    }
  };
  const resolve: Workshop["resolve"] = remembering((ref) => resolveRef(contract, ref));
  return {
    seed,
    resolve,
    faults: createSchemaChecker(contract),
    everyFault: createSchemaChecker(contract, { allErrors: true }),
    contradicting: remembering((schema) =>
      contradictingRules(contract, schema, (less) => possible(less, schema)),
    ),
    endless: remembering((schema) => {
      const root = resolve(`schema:${schema}`);
      return endlessAt([asRule(root.schema, root.place)], resolve);
    }),
  };
}

/** References are followed for every location of every value. */
function remembering<T>(find: (ref: string) => T): (ref: string) => T {
  const known = new Map<string, T>();
  return (ref) => {
    const before = known.get(ref);
    if (before !== undefined) return before;
    const found = find(ref);
    known.set(ref, found);
    return found;
  };
}
