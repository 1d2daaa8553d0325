import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { durationMs } from "./duration.ts";
import { identitiesOf } from "./identities.ts";
import type { Layer } from "./layer.ts";
import type { Config, ConfigFile, Origin } from "./model.ts";
import { payloadValues } from "./payload-values.ts";
import { SETUP_DEFAULTS, setupOf } from "./setup.ts";

/** What holds where nobody says anything; also the list of settings that have one value. */
export const DEFAULTS = {
  url: null,
  start: null,
  port: null,
  out: "generated-tests",
  templates: null,
  seed: 1,
  runs: 20,
  patience: "10s",
  quiet: "100ms",
  maxWait: "5s",
  root: null,
  allowRemote: false,
  cache: null,
} as const;

/** Settings that merge by name. */
const BY_NAME: readonly string[] = ["credentials", "values", "payloads", "allow"];

/**
 * Merges layers that were checked against the schema, the strongest first. Credentials, values and payloads merge by name,
 * everything else is taken whole from the strongest layer that has it.
 */
export function settle(layers: readonly Layer[], file: string | null): Config {
  const settings: ConfigFile = merged(layers);
  return {
    credentials: settings.credentials ?? {},
    identities: identitiesOf(settings.identities ?? {}),
    values: { ...payloadValues(settings.payloads ?? {}), ...settings.values },
    allow: settings.allow ?? {},
    patienceMs: duration(settings.patience, DEFAULTS.patience),
    quietMs: duration(settings.quiet, DEFAULTS.quiet),
    maxWaitMs: duration(settings.maxWait, DEFAULTS.maxWait),
    url: settings.url ?? null,
    start: settings.start ?? null,
    port: settings.port ?? null,
    out: settings.out ?? DEFAULTS.out,
    templates: settings.templates ?? DEFAULTS.templates,
    seed: settings.seed ?? DEFAULTS.seed,
    runs: settings.runs ?? DEFAULTS.runs,
    reading: {
      overlays: settings.overlays ?? [],
      root: settings.root ?? DEFAULTS.root,
      allowRemote: settings.allowRemote ?? DEFAULTS.allowRemote,
      cache: settings.cache ?? DEFAULTS.cache,
    },
    setup: setupOf(settings, layers),
    file,
    origins: originsOf(layers),
  };
}

function merged(layers: readonly Layer[]): ConfigFile {
  const all: { [key: string]: Json } = {};
  for (const { values } of layers.toReversed())
    for (const [key, value] of Object.entries(values)) {
      const below = all[key];
      const byName = BY_NAME.includes(key) && isObject(below) && isObject(value);
      all[key] = byName ? { ...below, ...value } : value;
    }
  // Every layer was checked against the schema of `ConfigFile`, and merging whole settings keeps to it.
  return all as JsonObject & ConfigFile;
}

function originsOf(layers: readonly Layer[]): { readonly [key: string]: Origin } {
  const keys = [
    ...Object.keys(DEFAULTS),
    ...Object.keys(SETUP_DEFAULTS),
    "identities",
    "overlays",
    ...BY_NAME,
  ];
  const whole = keys.map((key): [string, Origin] => {
    const layer = layers.find(({ values }) => Object.hasOwn(values, key));
    return [key, layer?.originOf(key) ?? { kind: "default", name: "default" }];
  });
  return Object.fromEntries([...whole, ...BY_NAME.flatMap((key) => originsIn(key, layers))]);
}

/** Of each name in a setting that merges by name: `credentials.apiKey`. */
function originsIn(key: string, layers: readonly Layer[]): [string, Origin][] {
  return layers.toReversed().flatMap(({ values, originOf }) => {
    const named = values[key];
    return isObject(named)
      ? Object.keys(named).map((name): [string, Origin] => [`${key}.${name}`, originOf(key, name)])
      : [];
  });
}

function duration(text: string | undefined, byDefault: string): number {
  return durationMs(text ?? byDefault) ?? 0;
}
