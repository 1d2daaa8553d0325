import type { JsonObject } from "../contract/json.ts";
import type { SourcePlace } from "../contract/tool-error.ts";
import type { Origin } from "./model.ts";

/** Settings of one source, with the keys of a config file. */
export interface Layer {
  readonly values: JsonObject;
  /** Where the setting at a JSON pointer stands, for an error. */
  placeOf(pointer: string): SourcePlace | string;
  originOf(key: string): Origin;
}
