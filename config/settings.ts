import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { durationMs } from "./duration.ts";
import { identitiesOf } from "./identities.ts";
import type { Layer } from "./layer.ts";
import type { Config, ConfigFile, Origin } from "./model.ts";

/** What holds where nobody says anything; also the list of settings that have one value. */
export const DEFAULTS = {
  url: null,
  start: null,
  port: null,
  out: "generated-tests",
  seed: 1,
  patience: "10s",
  quiet: "100ms",
  maxWait: "5s",
  root: null,
  allowRemote: false,
  cache: null,
} as const;

/**
 * Merges layers that were checked against the schema, the strongest first. Credentials and values merge by name,
 * everything else is taken whole from the strongest layer that has it.
 */
export function settle(layers: readonly Layer[], file: string | null): Config {
  const settings: ConfigFile = merged(layers);
  return {
    credentials: settings.credentials ?? {},
    identities: identitiesOf(settings.identities ?? {}),
    values: settings.values ?? {},
    allow: settings.allow ?? {},
    patienceMs: duration(settings.patience, DEFAULTS.patience),
    quietMs: duration(settings.quiet, DEFAULTS.quiet),
    maxWaitMs: duration(settings.maxWait, DEFAULTS.maxWait),
    url: settings.url ?? null,
    start: settings.start ?? null,
    port: settings.port ?? null,
    out: settings.out ?? DEFAULTS.out,
    seed: settings.seed ?? DEFAULTS.seed,
    reading: {
      overlays: settings.overlays ?? [],
      root: settings.root ?? DEFAULTS.root,
      allowRemote: settings.allowRemote ?? DEFAULTS.allowRemote,
      cache: settings.cache ?? DEFAULTS.cache,
    },
    file,
    origins: originsOf(layers),
  };
}

function merged(layers: readonly Layer[]): ConfigFile {
  const all: { [key: string]: Json } = {};
  for (const { values } of layers.toReversed())
    for (const [key, value] of Object.entries(values)) {
      const below = all[key];
      const byName =
        (key === "credentials" || key === "values" || key === "allow") && isObject(below) && isObject(value);
      all[key] = byName ? { ...below, ...value } : value;
    }
  // Every layer was checked against the schema of `ConfigFile`, and merging whole settings keeps to it.
  return all as JsonObject & ConfigFile;
}

function originsOf(layers: readonly Layer[]): { readonly [key: string]: Origin } {
  const keys = [...Object.keys(DEFAULTS), "credentials", "identities", "overlays", "values", "allow"];
  return Object.fromEntries(
    keys.map((key) => {
      const layer = layers.find(({ values }) => Object.hasOwn(values, key));
      return [key, layer?.originOf(key) ?? { kind: "default", name: "default" }];
    }),
  );
}

function duration(text: string | undefined, byDefault: string): number {
  return durationMs(text ?? byDefault) ?? 0;
}
