import type { JsonObject } from "../contract/json.ts";
import type { SourcePlace } from "../contract/tool-error.ts";
import type { Origin } from "./model.ts";
import type { HookFunction } from "./setup-model.ts";

/** Settings of one source, with the keys of a config file. */
export interface Layer {
  readonly values: JsonObject;
  /** Where the setting at a JSON pointer stands, for an error. */
  placeOf(pointer: string): SourcePlace | string;
  /** Of a setting, or of one name in it: `originOf("credentials", "apiKey")`. */
  originOf(key: string, name?: string): Origin;
  /** Functions of a module by their JSON pointer; a command stands for them in `values`. */
  readonly functions?: ReadonlyMap<string, HookFunction>;
}
