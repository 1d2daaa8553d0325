import { existsSync, readFileSync } from "node:fs";
import { createFrameReader, createSchemaChecker, readLock, type SchemaChecker } from "../contract/index.ts";
import type { Contract } from "../contract/model.ts";
import type { FrameReader } from "../contract/frame.ts";
import type { LineMap } from "../contract/line-map.ts";
import {
  checkNames,
  type Config,
  type Environment,
  loadConfig,
  secretsOf,
  withCommandCredentials,
} from "../config/index.ts";
import { createSampler, type Sampler } from "../samples/index.ts";
import { serviceUrl } from "./address.ts";
import { type EventWriter, eventWriter } from "./event-writer.ts";
import { callHook } from "./hooks.ts";
import { Pace } from "./pace.ts";
import { type Reach, reachOf } from "./reach.ts";
import { type CoverageTally, createCoverageTally } from "../judge/index.ts";
import type { ServiceHealth } from "./service-health.ts";

/** What all scenarios of one contract stand on: read once a process, never changed but for `health`. */
export interface Ground {
  readonly contract: Contract;
  readonly reader: FrameReader;
  readonly config: Config;
  readonly service: URL;
  readonly reach: Reach;
  readonly pace: Pace;
  readonly env: Environment;
  /** What must never be written anywhere. */
  readonly secrets: readonly string[];
  readonly health: ServiceHealth;
  readonly events: EventWriter;
  /** The run can stop the service and start it again. */
  readonly restarts: boolean;
  /** Of all scenarios together: null where nobody reads it. */
  readonly coverage: CoverageTally | null;
  readonly sampler: () => Sampler;
  readonly checker: () => SchemaChecker;
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

/** Another service for the tests of the same contract, as long as the object lives. */
export interface Target {
  readonly url: string;
  readonly patienceMs: number;
}

const elsewhere = new WeakMap<Target, Map<string, Promise<Ground>>>();

/** The ground of a lock file before another service: its health is its own, and it tells no run events. */
export function groundBefore(target: Target, lock: URL): Promise<Ground> {
  const known = elsewhere.get(target) ?? new Map<string, Promise<Ground>>();
  elsewhere.set(target, known);
  const ground = known.get(lock.href) ?? layBefore(target, lock);
  known.set(lock.href, ground);
  return ground;
}

async function layBefore({ url, patienceMs }: Target, lock: URL): Promise<Ground> {
  const ground = await groundOf(lock);
  return {
    ...ground,
    service: serviceUrl(url, ground.contract),
    config: { ...ground.config, url, patienceMs },
    health: healthy(),
    events: eventWriter(undefined),
    restarts: false,
  };
}

function healthy(): ServiceHealth {
  return { reached: false, lastFrame: "", farewellMs: 500 };
}

async function layGround(lock: URL, env: Environment): Promise<Ground> {
  const contract = readLock(lock);
  // The variables that the run sets (ASYNCPROOF_URL, ASYNCPROOF_FLAGS, ...) are read there.
  const loaded = await loadConfig({ cwd: process.cwd(), flags: {}, env });
  checkNames(contract, loaded);
  const config = await withCommandCredentials(loaded, env);
  events ??= eventWriter(env["ASYNCPROOF_EVENTS"], env["ASYNCPROOF_TELLS"]);
  const ground: Ground = {
    contract,
    reader: createFrameReader(contract),
    config,
    service: serviceUrl(config.url, contract),
    reach: await reachOf(config, env),
    pace: new Pace(config.setup.rate),
    env,
    secrets: secretsOf(config, env, contract.securitySchemes),
    health: healthy(),
    events,
    restarts: env["ASYNCPROOF_RESTARTS"] === "1",
    coverage: env["ASYNCPROOF_EVENTS"] === undefined ? null : createCoverageTally(contract),
    sampler: once(() => createSampler(contract, config.seed)),
    checker: once(() => createSchemaChecker(contract)),
    lines: once(() => readLines(env["ASYNCPROOF_LINES"] ?? new URL(".cache/lines.json", lock))),
  };
  await callHook(ground, "beforeAll");
  return ground;
}

/** Calls `afterAll` for every contract of which anything was tested. Throws HOOK-FAILED. */
export async function leaveGrounds(): Promise<void> {
  for (const laid of await Promise.allSettled(grounds.values()))
    if (laid.status === "fulfilled") await callHook(laid.value, "afterAll");
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
