import { createRandom } from "../samples/index.ts";

/** A UUID (RFC 9562, version 4 by its form); the same words give the same one. */
export function uuidFrom(...words: readonly (string | number)[]): string {
  const { hex } = createRandom("uuid", ...words);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}
