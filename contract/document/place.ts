import { pointerOf } from "../json-pointer.ts";
import type { Place } from "../model.ts";

/** The file of a place ("" for the document itself) and the JSON pointer inside it. */
export function splitPlace(place: Place): { readonly file: string; readonly pointer: string } {
  const hash = place.indexOf("#");
  return { file: place.slice(0, hash), pointer: place.slice(hash + 1) };
}

/** The place of a node below another. */
export function below(place: Place, ...tokens: readonly (string | number)[]): Place {
  return `${place}${pointerOf(...tokens)}`;
}
