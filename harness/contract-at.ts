import { any } from "./any.ts";
import type { AnyFunctions, NotReachedFunction, ScenarioFunction } from "./model.ts";
import { notReached, scenarioOf } from "./scenario.ts";
import { hookAfterAll } from "./after-all.ts";
import { hookIntoMocha } from "./start-ahead.ts";

/** What a generated test file asks for. */
export interface ContractTests {
  readonly scenario: ScenarioFunction;
  readonly notReached: NotReachedFunction;
  readonly any: AnyFunctions;
}

/**
 * The tests of one contract, by its lock file. Reads nothing yet: lock, config and URL are read once, when the first
 * scenario runs, so that listing tests needs no service.
 */
export function contractAt(lockUrl: URL): ContractTests {
  hookIntoMocha();
  hookAfterAll();
  return { scenario: scenarioOf(lockUrl), notReached, any };
}
