import type { JsonObject } from "../contract/json.ts";
import type { Place } from "../contract/model.ts";

/** Something that the document leaves unsaid, so that no test can decide it, and the words that would say it. */
export interface Gap {
  /** Name of the channel; "" for the document itself. */
  readonly channel: string;
  /** Name of the operation, scheme or message; "" for the channel itself. */
  readonly about: string;
  /** What nobody can tell from the document, as half a sentence. */
  readonly unsaid: string;
  /** The keyword of `x-contract` that would say it. */
  readonly keyword: string;
  /** Node of the document that would carry it. */
  readonly place: Place;
  /** What `x-contract` there could hold; the values are a start, not a truth. */
  readonly example: JsonObject;
}
