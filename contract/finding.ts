import type { FindingCode } from "./finding-codes.ts";
import type { Place } from "./model.ts";
import type { SourcePlace } from "./tool-error.ts";

/** Something in the document that a person should know: not wrong, but ignored, guessed or not checked. */
export interface Finding {
  readonly code: FindingCode;
  readonly message: string;
  readonly place: Place;
  readonly where: SourcePlace;
}
