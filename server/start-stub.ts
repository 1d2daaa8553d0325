import { forOwnStub } from "../config/index.ts";
import { createFrameReader, createSchemaChecker } from "../contract/index.ts";
import { createSampler } from "../samples/index.ts";
import { createComposer } from "./compose/composer.ts";
import type { Connection } from "./connection.ts";
import { RIGHT } from "./decisions.ts";
import { createPlots } from "./exchange/plots.ts";
import type { FaultTools } from "./faults/model.ts";
import type { FaultyDecisions } from "./faults/select.ts";
import type { Gate } from "./handshake/decide.ts";
import { verifiersFor } from "./handshake/verifier.ts";
import { listen } from "./listen.ts";
import { healthAt } from "./health.ts";
import type { FaultWitness, Reload, Stub, StubOptions } from "./model.ts";
import { paceOf } from "./pace.ts";
import { createPushIndex } from "./push/push-index.ts";
import { warmUp } from "./push/warm-up.ts";
import { createTurns } from "./push/turns.ts";
import { closeAll, restartAll } from "./shutdown.ts";
import { createTimers } from "./timers.ts";
import { createUpgrader } from "./upgrade.ts";
import { createWebSockets, type Upgrade } from "./websockets.ts";
import type { World } from "./world.ts";

const PACE_MS = 5;

/**
 * Starts a service that keeps the contract, on a port of its own. Where nobody configured a credential, the
 * development one of `config/` is good. Throws FAULT-UNKNOWN or FAULT-USELESS for a fault that is none or can do
 * nothing here, LISTEN where the port can't be had, and what the config's credentials throw.
 */
export async function startStub(options: StubOptions): Promise<Stub> {
  let stopListening = (): Promise<void> => Promise.resolve();
  let connections = 0;
  const around: Around = {
    die: () => {
      stopListening().catch(() => undefined);
    },
    nextId: () => {
      connections += 1;
      return connections;
    },
  };
  const begin = (now: StubOptions): Promise<Service> => createService(now, around);
  let service = await begin(options);
  let current = options;
  const { port = 0, host = "127.0.0.1", tls = null, health } = options;
  const answer = health === undefined ? undefined : healthAt(health, () => service.world);
  const told = new Set<string>();
  const dropped = (why: string): void => {
    // Once of each kind: a flood shall not fill the log.
    if (!told.has(why)) service.world.log(`a request that is none was dropped: ${why}`);
    told.add(why);
  };
  const upgrade = (one: Upgrade): void => service.upgrade(one);
  const listener = await listen({ port, host, tls }, { upgrade, answer, dropped });
  stopListening = listener.close;
  warmUp(service.world);
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await closeAll(service.world);
    service.world.timers.stop();
    await listener.close();
  };
  const reload = async (change: Reload, why: string): Promise<void> => {
    const next = { ...current, ...change };
    const { world: old } = service;
    const made = await begin(next);
    if (closing !== null) return made.world.timers.stop();
    service = made;
    current = next;
    warmUp(made.world);
    await restartAll(old, why);
    old.timers.stop();
  };
  const scheme = tls === null ? "ws" : "wss";
  return {
    url: `${scheme}://${host.includes(":") ? `[${host}]` : host}:${listener.port}`,
    port: listener.port,
    get faults() {
      return service.witnesses;
    },
    reload,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** What serves one contract; a reload puts another in its place. */
interface Service {
  readonly world: World;
  readonly witnesses: readonly FaultWitness[];
  upgrade(request: Upgrade): void;
}

/** What outlives a reload. */
interface Around {
  readonly die: () => void;
  /** The number of the next connection: a log goes on, and no two in it have the same. */
  readonly nextId: () => number;
}

async function createService(options: StubOptions, { die, nextId }: Around): Promise<Service> {
  const { world, witnesses } = await createWorld(options, die);
  const gate = await createGate(world);
  const upgrade = createUpgrader(world, { gate, websockets: createWebSockets(), nextId });
  return {
    world,
    witnesses,
    upgrade: (request) => {
      upgrade(request).catch((error: unknown) => {
        world.log(`a handshake failed: ${error instanceof Error ? error.message : error}`);
        request.socket.destroy();
      });
    },
  };
}

interface Created {
  readonly world: World;
  readonly witnesses: readonly FaultWitness[];
}

async function createWorld(options: StubOptions, die: () => void): Promise<Created> {
  const { contract } = options;
  const config = forOwnStub(options.config, contract.securitySchemes);
  const seed = options.seed ?? config.seed;
  const log = options.log ?? (() => undefined);
  const reader = createFrameReader(contract);
  const sampler = createSampler(contract, seed);
  const composer = createComposer({ contract, reader, sampler, log });
  const connections = new Set<Connection>();
  const timers = createTimers();
  const tools = { contract, reader, composer, connections, die };
  const { decisions, witnesses } = await decisionsFor(options.faults ?? [], tools);
  const world: World = {
    contract,
    config,
    reader,
    check: createSchemaChecker(contract),
    composer,
    decisions,
    timers,
    plots: createPlots(),
    pushes: createPushIndex(contract),
    turns: createTurns(),
    handlers: options.handlers ?? {},
    seed,
    pace: paceOf(options.paceMs ?? PACE_MS, seed),
    unsolicited: options.unsolicited ?? false,
    connections,
    end: { code: null },
    log,
    observe: options.observe ?? null,
  };
  return { world, witnesses };
}

/** Faults are loaded only where there are some. */
async function decisionsFor(
  faults: NonNullable<StubOptions["faults"]>,
  tools: FaultTools,
): Promise<FaultyDecisions> {
  if (faults.length === 0) return { decisions: RIGHT, witnesses: [] };
  return (await import("./faults/select.ts")).decisionsFor(faults, tools);
}

async function createGate({ contract, config, check, connections }: World): Promise<Gate> {
  const verifiers = await verifiersFor(contract.securitySchemes, config);
  return {
    contract,
    check,
    guard: { schemes: contract.securitySchemes, verifiers },
    open: (channel, subject) =>
      [...connections].filter(
        (one) =>
          one.channel === channel &&
          one.isWritable() &&
          !one.isBarred() &&
          one.session.subject.name === subject,
      ).length,
  };
}
