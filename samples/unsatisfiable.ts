import type { Json } from "../contract/json.ts";
import type { Place } from "../contract/model.ts";
import type { Doubt } from "./doubt.ts";
import { spokenAt } from "./spoken.ts";

/**
 * No value could be found for a schema: it contradicts itself, or it is beyond this sampler. `reason` says what stood
 * in the way; `rules` are the places of those that contradict each other, empty where they could not be told. They are
 * searched for when the message is first read: that takes seconds, which a service that answers does not have.
 */
export class Unsatisfiable extends Error {
  readonly schema: string;
  readonly reason: string;
  readonly #search: () => readonly Place[];
  #rules: readonly Place[] | null = null;

  constructor(schema: string, reason: string, rules: () => readonly Place[] = () => []) {
    super();
    this.name = "Unsatisfiable";
    this.schema = schema;
    this.reason = reason;
    this.#search = rules;
    Object.defineProperty(this, "message", { get: () => this.#told() });
  }

  get rules(): readonly Place[] {
    this.#rules ??= this.#search();
    return this.#rules;
  }

  #told(): string {
    const { schema, reason, rules } = this;
    const told =
      rules.length > 1 ? `${rules.slice(0, 3).join(" and ")} contradict each other (${reason})` : reason;
    return `no valid value found for schema ${schema}: ${told}`;
  }
}

/** A value was made that the checker takes, and nobody can say whether it is valid. `value` is that value. */
export class Unsure extends Unsatisfiable {
  readonly doubt: Doubt;
  readonly value: Json;

  constructor(schema: string, doubt: Doubt, value: Json) {
    const what =
      doubt.why === "schema lost" ? "a schema that can't be read" : "a format that nobody here knows";
    super(schema, `${spokenAt(doubt.at)} has ${what} (${doubt.place}), and no example shows it`);
    this.name = "Unsure";
    this.doubt = doubt;
    this.value = value;
  }
}
