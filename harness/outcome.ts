import { ToolError } from "../contract/tool-error.ts";
import { NotReached } from "./not-reached.ts";
import type { Scope } from "./scope.ts";
import { ContractViolation } from "./violation-error.ts";

/** How a scenario ended. */
export type Outcome =
  | { readonly kind: "passed" }
  | { readonly kind: "pending"; readonly reason: string }
  | { readonly kind: "failed"; readonly error: unknown; readonly rule: string };

/**
 * What an error that ended a body means. An error of ours or the user's comes first: no verdict can be trusted then;
 * then the first violation, whatever the body made of it.
 */
export function outcomeOf(error: unknown, scope: Scope | null): Outcome {
  if (error instanceof ToolError) return { kind: "failed", error, rule: "" };
  if (scope !== null && scope.broken !== null) return failed(scope.broken);
  if (error instanceof NotReached) return { kind: "pending", reason: error.message };
  return error instanceof ContractViolation ? failed(error) : { kind: "failed", error, rule: "" };
}

function failed(error: ContractViolation): Outcome {
  return { kind: "failed", error, rule: error.rule };
}
