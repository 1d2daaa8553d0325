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
import type { FaultWitness, Stub, StubOptions } from "./model.ts";
import { createPushIndex } from "./push/push-index.ts";
import { warmUp } from "./push/warm-up.ts";
import { createTurns } from "./push/turns.ts";
import { closeAll } from "./shutdown.ts";
import { createTimers } from "./timers.ts";
import { createUpgrader } from "./upgrade.ts";
import { createWebSockets } from "./websockets.ts";
import type { World } from "./world.ts";

const PACE_MS = 5;

/**
 * Starts a service that keeps the contract, on a port of its own. Where nobody configured a credential, the
 * development one of `config/` is good. Throws FAULT-UNKNOWN or FAULT-USELESS for a fault that is none or can do
 * nothing here, LISTEN where the port can't be had, and what the config's credentials throw.
 */
export async function startStub(options: StubOptions): Promise<Stub> {
  let stopListening = (): Promise<void> => Promise.resolve();
  const { world, witnesses } = await createWorld(options, () => {
    stopListening().catch(() => undefined);
  });
  const gate = await createGate(world);
  const upgrade = createUpgrader(world, { gate, websockets: createWebSockets() });
  const host = options.host ?? "127.0.0.1";
  const listener = await listen({ port: options.port ?? 0, host }, (request) => {
    upgrade(request).catch((error: unknown) => {
      world.log(`a handshake failed: ${error instanceof Error ? error.message : error}`);
      request.socket.destroy();
    });
  });
  stopListening = listener.close;
  warmUp(world);
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await closeAll(world);
    world.timers.stop();
    await listener.close();
  };
  return {
    url: `ws://${host.includes(":") ? `[${host}]` : host}:${listener.port}`,
    port: listener.port,
    faults: witnesses,
    close: () => {
      closing ??= close();
      return closing;
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
    paceMs: options.paceMs ?? PACE_MS,
    unsolicited: options.unsolicited ?? false,
    connections,
    log,
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
