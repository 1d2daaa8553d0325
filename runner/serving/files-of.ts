import { dirname, resolve } from "node:path";
import type { LineMap } from "../../contract/index.ts";
import type { ServeOptions } from "../serve.ts";

/** The files that what is served is read from: the document, what it refers to, overlays, and the handlers. */
export function filesOf(
  { cwd, spec, config, handlers }: ServeOptions,
  { lines }: LineMap,
): readonly string[] {
  const document = resolve(cwd, spec);
  const referred = new Set(Object.keys(lines).map((place) => place.slice(0, place.indexOf("#"))));
  const local = [...referred].filter((file) => file !== "" && !/^[a-z]+:\/\//i.test(file));
  return [
    document,
    ...local.map((file) => resolve(dirname(document), file)),
    ...config.reading.overlays.map((file) => resolve(cwd, file)),
    ...(handlers === null ? [] : [resolve(cwd, handlers)]),
  ];
}
