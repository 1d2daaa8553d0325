import type { Place } from "../contract/model.ts";

/**
 * No value could be found for a schema: it contradicts itself, or it is beyond this sampler. `reason` says what stood
 * in the way; `rules` are the places of those that contradict each other, empty where they could not be told.
 */
export class Unsatisfiable extends Error {
  readonly schema: string;
  readonly reason: string;
  readonly rules: readonly Place[];

  constructor(schema: string, reason: string, rules: readonly Place[] = []) {
    const told =
      rules.length > 1 ? `${rules.slice(0, 3).join(" and ")} contradict each other (${reason})` : reason;
    super(`no valid value found for schema ${schema}: ${told}`);
    this.name = "Unsatisfiable";
    this.schema = schema;
    this.reason = reason;
    this.rules = rules;
  }
}
