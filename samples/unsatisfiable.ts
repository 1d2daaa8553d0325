/** No value could be found for a schema: it contradicts itself, or it is beyond this sampler. `reason` says what stood in the way. */
export class Unsatisfiable extends Error {
  readonly schema: string;
  readonly reason: string;

  constructor(schema: string, reason: string) {
    super(`no valid value found for schema ${schema}: ${reason}`);
    this.name = "Unsatisfiable";
    this.schema = schema;
    this.reason = reason;
  }
}
