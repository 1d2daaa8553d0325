import { existsSync, readFileSync } from "node:fs";
import { createFrameReader, readLock } from "../contract/index.ts";
import type { Contract } from "../contract/model.ts";
import type { FrameReader } from "../contract/frame.ts";
import type { LineMap } from "../contract/line-map.ts";
import { type Config, type Environment, loadConfig, secretsOf } from "../config/index.ts";
import { createSampler, type Sampler } from "../samples/index.ts";
import { serviceUrl } from "./address.ts";
import { type EventWriter, eventWriter } from "./event-writer.ts";
import { type CoverageTally, createCoverageTally } from "../judge/index.ts";
import type { ServiceHealth } from "./service-health.ts";

/** What all scenarios of one contract stand on: read once a process, never changed but for `health`. */
export interface Ground {
  readonly contract: Contract;
  readonly reader: FrameReader;
  readonly config: Config;
  readonly service: URL;
  readonly env: Environment;
  /** What must never be written anywhere. */
  readonly secrets: readonly string[];
  readonly health: ServiceHealth;
  readonly events: EventWriter;
  /** Of all scenarios together: null where nobody reads it. */
  readonly coverage: CoverageTally | null;
  readonly sampler: () => Sampler;
  /** Lines of the document's nodes; read when a failure is told. */
  readonly lines: () => LineMap | null;
}

const grounds = new Map<string, Promise<Ground>>();
let events: EventWriter | null = null;

/** The ground of a lock file, laid at first use. */
export function groundOf(lock: URL): Promise<Ground> {
  const known = grounds.get(lock.href);
  if (known !== undefined) return known;
  const ground = layGround(lock, process.env);
  grounds.set(lock.href, ground);
  return ground;
}

async function layGround(lock: URL, env: Environment): Promise<Ground> {
  const contract = readLock(lock);
  // The variables that the run sets (ASYNCPROOF_URL, ASYNCPROOF_FLAGS, ...) are read there.
  const config = await loadConfig({ cwd: process.cwd(), flags: {}, env });
  events ??= eventWriter(env["ASYNCPROOF_EVENTS"]);
  return {
    contract,
    reader: createFrameReader(contract),
    config,
    service: serviceUrl(config.url, contract),
    env,
    secrets: secretsOf(config, env),
    health: { reached: false, lastFrame: "", farewellMs: 500 },
    events,
    coverage: env["ASYNCPROOF_EVENTS"] === undefined ? null : createCoverageTally(contract),
    sampler: once(() => createSampler(contract, config.seed)),
    lines: once(() => readLines(env["ASYNCPROOF_LINES"] ?? new URL(".cache/lines.json", lock))),
  };
}

/** Without the map a failure names the place by its pointer: no reason to fail here. */
function readLines(file: string | URL): LineMap | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
