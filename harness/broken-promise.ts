import type { Place } from "../contract/model.ts";
import type { FrameId, Violation } from "../judge/model.ts";
import type { RuleId } from "../judge/rules.ts";
import type { Connection } from "./connection.ts";
import { tell, withoutSecrets } from "./telling.ts";
import { ContractViolation } from "./violation-error.ts";

/** A violation that the harness found, without what it knows anyway. */
export interface BrokenPromise {
  readonly rule: RuleId;
  readonly place: Place;
  readonly summary: string;
  readonly promised: string;
  readonly got: string;
  readonly frame?: FrameId | null;
}

/** Fails the scenario with it. Gives the error to throw: the scenario's first violation. */
export function failScenario(connection: Connection, promise: BrokenPromise): ContractViolation {
  return connection.scope.fail(violationOf(connection, promise));
}

/**
 * The error of an expectation that does not hold, without failing the scenario: whoever catches it may go on. Where
 * the judge has found a violation before, that one is the cause.
 */
export function unmet(connection: Connection, promise: BrokenPromise): ContractViolation {
  const { scope } = connection;
  if (scope.broken !== null) return scope.broken;
  const violation = violationOf(connection, promise);
  return new ContractViolation(violation, tell(violation, scope));
}

function violationOf({ scope, id }: Connection, promise: BrokenPromise): Violation {
  const violation = { frame: null, ...promise, connection: id, at: scope.now(), faults: [] };
  return withoutSecrets(violation, scope.ground.secrets);
}
