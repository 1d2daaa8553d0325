import { resolve } from "node:path";
import { type ConfigFile, forOwnStub } from "../../config/index.ts";
import { type FaultMatrix, type FaultRow, scoreOf, type SiteRow } from "../../report/index.ts";
import type { FaultSites } from "../../server/index.ts";
import type { Document } from "../document.ts";
import { type Generated, generateTests } from "../generate.ts";
import { madeText } from "../made-text.ts";
import { interrupt } from "../interrupt.ts";
import { type Arena, createArena, LONG } from "./arena.ts";
import { type Bench, openBench } from "./bench.ts";
import { choose } from "./choose.ts";
import { environmentOf } from "./environment.ts";
import { inLanes } from "./lanes.ts";
import { rowOf } from "./rows.ts";
import { type Field, siteOf } from "./sites-of.ts";
import { cardsOf } from "./test-card.ts";
import { trySite } from "./try-site.ts";

export interface FaultsOptions extends Document {
  readonly env: NodeJS.ProcessEnv;
  /** Settings that came as flags: they count as flags in the child too. */
  readonly settings: ConfigFile;
  /** `NAME` or `NAME@PLACE`; empty: every fault. */
  readonly only: readonly string[];
  /** Every test that a fault can touch, also after one has noticed it. */
  readonly full: boolean;
  /** How many faults are tried at a time. */
  readonly jobs: number;
  /** Told as each place of a fault is through. */
  progress(site: SiteRow, done: number, all: number): void;
}

/** The longest that a faulted service is waited for where the document declares no deadline, ms. */
const PATIENCE_MS = 1500;

/**
 * Every deliberate fault that can show in this contract against its generated tests. Throws a ToolError where the
 * tests can't be run or fail before the right stub for a reason that is not the service's.
 */
export async function faults(options: FaultsOptions): Promise<FaultMatrix> {
  const started = performance.now();
  const { faultSites } = await import("../../server/faults/index.ts");
  using stop = interrupt();
  const generated = await generateTests(options);
  options.talk(madeText(generated.made));
  const cards = cardsOf(generated.plan);
  const sites = choose(faultSites(generated.contract), options.only);
  const rows = await tryAll(options, { generated, signal: stop.signal, sites, cards });
  const { bench, faults: all } = rows;
  const { user, system } = process.cpuUsage();
  return {
    document: generated.contract.document,
    tests: cards.length,
    faults: all,
    score: scoreOf(all),
    durationMs: Math.round(performance.now() - started),
    cpuMs: Math.round((user + system) / 1000 + bench.cpuMs()),
  };
}

interface Stage extends Pick<Field, "cards"> {
  readonly generated: Generated;
  readonly sites: readonly FaultSites[];
  readonly signal: AbortSignal;
}

async function tryAll(
  options: FaultsOptions,
  stage: Stage,
): Promise<{ readonly bench: Bench; readonly faults: readonly FaultRow[] }> {
  const { generated, cards, sites } = stage;
  const config = forOwnStub(options.config, generated.contract.securitySchemes);
  const patienceMs = Math.min(PATIENCE_MS, config.patienceMs);
  const bench = await openBench({
    job: { files: generated.testFiles.map((file) => resolve(options.cwd, config.out, file)) },
    cwd: options.cwd,
    env: environmentOf(options, generated, config),
    limitMs: 60_000 + 25 * LONG * patienceMs + 2 * config.maxWaitMs,
  });
  const stopped = (): void => void bench.close();
  stage.signal.addEventListener("abort", stopped, { once: true });
  if (stage.signal.aborted) stopped();
  try {
    const stub = { contract: generated.contract, config };
    const arena = await createArena({ bench, patienceMs, stub });
    const field = { contract: generated.contract, cards };
    return { bench, faults: await rowsOf(options, { arena, field, sites }) };
  } finally {
    await bench.close();
  }
}

interface Match {
  readonly arena: Arena;
  readonly field: Field;
  readonly sites: readonly FaultSites[];
}

interface Tried {
  readonly one: FaultSites;
  readonly row: SiteRow;
}

async function rowsOf(
  { full, jobs, progress }: FaultsOptions,
  { arena, field, sites }: Match,
): Promise<readonly FaultRow[]> {
  const showing = sites.flatMap((one) =>
    one.kind === "shows"
      ? one.places.map((place, index) => ({ one, site: siteOf(one, place, field), first: index === 0 }))
      : [],
  );
  let done = 0;
  const tryAtOnce = (some: typeof showing): Promise<readonly Tried[]> =>
    inLanes(some, jobs, async ({ one, site, first }) => {
      const row = await trySite(arena, site, { full, asksUnrelated: full || first });
      done += 1;
      progress(row, done, showing.length);
      return { one, row };
    });
  // Beside others that are busy, a close before its time may come too late to be one.
  const isIdle = ({ one }: (typeof showing)[number]): boolean => one.fault.family === "idle";
  const tried = [
    ...(await tryAtOnce(showing.filter((each) => !isIdle(each)))),
    ...(await tryAtOnce(showing.filter(isIdle))),
  ];
  return sites.map((one) =>
    rowOf(
      one,
      tried.filter((each) => each.one === one).map(({ row }) => row),
    ),
  );
}
