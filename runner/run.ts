import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { join, relative, resolve, sep } from "node:path";
import { CONFIG_VARIABLE, type ConfigFile, FLAGS_VARIABLE, secretsOf, shownUrl } from "../config/index.ts";
import { afterwards } from "./afterwards.ts";
import type { Reporter, ReportKind, RunEnd } from "../report/index.ts";
import { considerate, consideredText } from "./considerate.ts";
import type { Document } from "./document.ts";
import { type Course, withReports } from "./early-end.ts";
import { coverageBook } from "./coverage-book.ts";
import { type CoverageOptions, measuring } from "./coverage/index.ts";
import { exitCodeOf } from "./exit-code.ts";
import { FailedTests } from "./failed-tests.ts";
import type { Filter } from "./filter.ts";
import type { Generated } from "./generate.ts";
import { isWhole, namesOf } from "./names-of.ts";
import { type Gates, unmetGates } from "./gates.ts";
import { interrupt } from "./interrupt.ts";
import { jobsFor } from "./jobs.ts";
import { type KnownFile, openKnown } from "./known-file.ts";
import { EVENTS_FD, type MochaJob } from "./mocha-job.ts";
import { madeText } from "./made-text.ts";
import { maskedEvent } from "./masked-event.ts";
import { prepared } from "./prepare.ts";
import { readyTests } from "./ready-tests.ts";
import { runSuite, type SuiteEnd } from "./run-suite.ts";
import type { ChildPlace } from "./spawn-mocha.ts";
import { openService, type ServiceOptions, type ServiceUnderTest } from "./service-under-test.ts";
import { stillOurs } from "./still-ours.ts";
import { WarmChild } from "./warm-child.ts";

export interface RunOptions extends Document {
  readonly env: NodeJS.ProcessEnv;
  /** Settings that came as flags: they count as flags in the child too. */
  readonly settings: ConfigFile;
  readonly filter: Filter;
  /** Also what may harm a service that others use too, where it is on another machine. */
  readonly hostile: boolean;
  /** How many scenarios run at a time; null: as `jobsFor` has it. */
  readonly jobs: number | null;
  /** Only tests that failed when they last ran. */
  readonly failed: boolean;
  /** Ends at the first failure. */
  readonly bail: boolean;
  /** Accepts what is broken now, and writes it into the file of known violations. */
  readonly writeKnown: boolean;
  /** The one value with which a property is tried again, as its failure named it; "" for all. */
  readonly path: string;
  /** What a person types to run it again, but for the test and the seed. */
  readonly replay: string;
  readonly gates: Gates;
  readonly main: Reporter;
  /** What to do with the code coverage of the started service; null: it is not measured. */
  readonly coverage: CoverageOptions | null;
  readonly reports: readonly {
    readonly kind: ReportKind;
    readonly what: string;
    readonly path: string;
    readonly reporter: Reporter;
  }[];
}

/** Where tests, service and child come from, for who runs again and again. */
export interface Ends {
  generate(options: RunOptions): Promise<Generated>;
  open(options: ServiceOptions): Promise<ServiceUnderTest>;
  /** Mocha's child. */
  spawn(place: ChildPlace): ChildProcess;
}

/** Safety net of Mocha for tests of the user's own; generated ones have the harness's deadlines. */
const TEST_TIMEOUT_MS = 60_000;

/**
 * The main job: generates, opens the service under test, runs the tests, reports, and leaves nothing running. Throws a
 * ToolError where it does not come to the tests, and reports that, too; what goes wrong with them is in the result.
 */
export function run(given: RunOptions, ends: Partial<Ends> = {}): Promise<RunEnd> {
  return withReports(given, (course) => runTests(given, ends, course));
}

async function runTests(
  given: RunOptions,
  { generate = readyTests, open = openService, spawn }: Partial<Ends>,
  course: Course,
): Promise<RunEnd> {
  using stop = interrupt();
  await using early = new WarmChild();
  if (spawn === undefined) early.begin({ cwd: given.cwd, env: { ...given.env, ...hooksFor(given) } });
  const { cwd, writeKnown: write } = given;
  const failed = new FailedTests(cwd, given.config.out);
  const known = await openKnown(given.config.setup.known, { cwd, write, now: new Date() });
  const filter = given.failed ? { ...given.filter, only: await failed.last() } : given.filter;
  const options = { ...(await prepared(given)), filter };
  const generated = await generate(options);
  options.talk(madeText(generated.made));
  const replaced = stillOurs(options, generated);
  using counting = measuring(options);
  const { contract } = generated;
  course.secrets = secretsOf(options.config, given.env, contract.securitySchemes);
  const service = await open({ ...options, env: counting.env, contract, signal: stop.signal });
  try {
    const mocha = spawn ?? ((place: ChildPlace) => early.take(place));
    const stage = { generated, service, signal: stop.signal, known, failed, spawn: mocha };
    const plan = suiteOf(options, stage);
    const ran = await runSuite(plan);
    course.tally = ran.tally;
    const foreign = replaced();
    const suite = { ...ran, error: foreign ?? ran.error };
    const { coverage } = told(plan);
    // It writes what it counted when it ends.
    if (options.coverage !== null) await service.close();
    if (foreign === null) await afterwards({ ...options, filter: plan.job.filter }, suite, stage);
    const missed = await counting.result(suite.error);
    const gates = [...unmetGates(options.gates, { coverage, tally: suite.tally }), ...missed];
    course.isTold = true;
    return await finish(options, { ...suite, gates }, service);
  } finally {
    await service.close();
  }
}

/** Closes the account of contract coverage, and tells every reporter. */
function told({
  coverage,
  secrets,
  reporters,
}: Parameters<typeof runSuite>[0]): ReturnType<ReturnType<typeof coverageBook>["close"]> {
  const closed = coverage.close();
  const event = maskedEvent(closed, secrets);
  for (const reporter of reporters) reporter.take(event);
  return closed;
}

/** What a run is made of. */
export interface Stage {
  readonly generated: Generated;
  readonly service: ServiceUnderTest;
  readonly signal: AbortSignal;
  readonly known: KnownFile;
  readonly failed: FailedTests;
  readonly spawn: Ends["spawn"];
}

function suiteOf(options: RunOptions, stage: Stage): Parameters<typeof runSuite>[0] {
  const { config, cwd, env, main, reports, talk } = options;
  return {
    job: jobOf(options, stage),
    cwd,
    env: environmentOf(options, stage),
    signal: stage.signal,
    restart: stage.service.restart,
    spawn: stage.spawn,
    silenceMs: TEST_TIMEOUT_MS + 25 * config.patienceMs + 2 * config.maxWaitMs,
    reporters: [main, ...reports.map(({ reporter }) => reporter), stage.failed],
    known: stage.known.breaches,
    secrets: secretsOf(config, env, stage.generated.contract.securitySchemes),
    coverage: coverageBook(stage.generated.contract, stage.generated.lineMap),
    lineMap: stage.generated.lineMap,
    talk,
  };
}

function jobOf(options: RunOptions, { generated, service, known }: Stage): MochaJob {
  const { cwd, config, bail, env, hostile, talk } = options;
  const filter = considerate(options.filter, service.url, hostile);
  talk(consideredText(filter, service.url));
  const located = (file: string): string => resolve(cwd, config.out, file);
  return {
    files: [...generated.testFiles, ...generated.ownTests].map(located),
    plain: plainFiles(generated, config).map(located),
    filter,
    names: isWhole(generated) ? namesOf(generated.contract) : null,
    parts: Object.fromEntries([...generated.parts].map(([file, titles]) => [located(file), titles])),
    timeoutMs: TEST_TIMEOUT_MS,
    revives: service.revives,
    bail,
    accepted: known.breaches.accepted(),
    forbidOnly: !["", "false", "0"].includes(env["CI"] ?? ""),
    document: generated.contract.document,
    url: shownUrl(service.url),
    seed: config.seed,
  };
}

/** As our templates wrote them; somebody else's may use all of TypeScript, and so may who changed a file. */
function plainFiles({ testFiles, made }: Generated, { templates }: Document["config"]): string[] {
  return templates === null ? testFiles.filter((file) => !made.kept.includes(file)) : [];
}

/** What the harness needs to know, in the variables that it reads. */
function environmentOf(options: RunOptions, { generated, service }: Stage): NodeJS.ProcessEnv {
  const { config, cwd, env, settings, main, reports } = options;
  const { jobs, text } = jobsFor(options.jobs, { ...generated, config });
  options.talk(text);
  const flags: ConfigFile = { ...settings, ...service.settings, url: service.url, seed: config.seed };
  const file = config.file === null ? {} : { [CONFIG_VARIABLE]: resolve(cwd, config.file) };
  return {
    ...env,
    ...file,
    [FLAGS_VARIABLE]: JSON.stringify(flags),
    ASYNCPROOF_URL: service.url,
    ASYNCPROOF_EVENTS: String(EVENTS_FD),
    ASYNCPROOF_TELLS: [main, ...reports.map(({ reporter }) => reporter)].some(({ traffic }) => traffic)
      ? "all"
      : "results",
    ASYNCPROOF_LINES: resolve(cwd, generated.lines),
    ASYNCPROOF_SEED: String(config.seed),
    ASYNCPROOF_JOBS: String(jobs),
    ASYNCPROOF_STARTED: String(Date.now()),
    ASYNCPROOF_RESTARTS: service.restart === null ? "" : "1",
    ASYNCPROOF_REPLAY: options.replay,
    ASYNCPROOF_PATH: options.path,
    ...hooksFor(options),
  };
}

/** Asks for the module hook where the tests stand in no project that has this package. */
function hooksFor({ config, cwd }: RunOptions): NodeJS.ProcessEnv {
  return findsUs(resolve(cwd, config.out)) ? {} : { ASYNCPROOF_HOOKS: "1" };
}

/** Can a file in this folder import this package? */
export function findsUs(folder: string): boolean {
  try {
    createRequire(join(folder, "x.js")).resolve("asyncproof/package.json");
    return true;
  } catch {
    return false;
  }
}

async function finish(
  options: RunOptions,
  { tally, error, gates }: SuiteEnd & { readonly gates: readonly string[] },
  service: ServiceUnderTest,
): Promise<RunEnd> {
  const places = [
    { what: "tests", path: shown(options, options.config.out) },
    ...(service.output === "" ? [] : [{ what: "service output", path: service.output }]),
    ...(options.coverage === null
      ? []
      : [{ what: "code coverage", path: `${options.coverage.folder}/index.html` }]),
    ...options.reports.map(({ what, path }) => ({ what, path })),
  ];
  const restarts = service.restarts();
  if (restarts > 0)
    options.talk(`the service died ${restarts === 1 ? "once" : `${restarts} times`} and was started again\n`);
  const end: RunEnd = { tally, error, gates, exitCode: exitCodeOf(tally, error, gates), places };
  for (const reporter of [options.main, ...options.reports.map((report) => report.reporter)])
    await reporter.finish(end);
  return end;
}

/** As a person in the working directory would type it. */
function shown({ cwd }: RunOptions, path: string): string {
  const absolute = resolve(cwd, path);
  const near = relative(cwd, absolute);
  return near.startsWith("..") ? absolute : near.split(sep).join("/") || ".";
}
