import { once } from "node:events";
import { resolve } from "node:path";
import { proxyFor, secretsOf, setupHeaders, shownUrl, tlsOptions } from "../../config/index.ts";
import { type Contract, matchPath, ToolError } from "../../contract/index.ts";
import { createCoverageTally } from "../../judge/index.ts";
import { counted, EMPTY_TALLY, type RunEnd, type RunEvent, type Tally } from "../../report/index.ts";
import {
  type Audience,
  createRecorder,
  Enforcer,
  Hearing,
  type RunningProxy,
  SecretBook,
  startProxy,
} from "../../traffic/index.ts";
import { coverageBook } from "../coverage-book.ts";
import { type Document, loadDocument } from "../document.ts";
import { exitCodeOf } from "../exit-code.ts";
import { interrupt } from "../interrupt.ts";
import type { LiveView } from "./live-view.ts";
import type { Reports } from "./reports.ts";
import { TrafficBook } from "./traffic-book.ts";
import { type Recording, trafficClock } from "./traffic-clock.ts";
import { LiveFeed } from "./ui/live-feed.ts";
import { type LiveServer, type LiveServerOptions, startLiveServer } from "./ui/live-server.ts";

export interface ProxyRunOptions extends Document {
  readonly env: NodeJS.ProcessEnv;
  /** The real service. */
  readonly target: string;
  readonly host: string;
  readonly port: number;
  readonly enforce: boolean;
  /** Every client of the service comes through here. */
  readonly seesAll: boolean;
  readonly sample: number;
  readonly pointers: readonly string[];
  /** File for the recording; "" for none. */
  readonly record: string;
  /** Port of the live page, 0 for a free one; null for no page. */
  readonly ui: number | null;
  readonly reports: Reports;
  readonly view: LiveView;
  /** Told once, when the proxy accepts connections. */
  listening(url: string): void;
  /** Told once where the live page is. */
  page(url: string): void;
}

/** Judges live traffic until the user stops it. */
export async function proxy(options: ProxyRunOptions): Promise<RunEnd> {
  using stop = interrupt();
  const { contract, lineMap } = await loadDocument(options);
  const target = targetOf(options.target);
  const tls = await tlsOptions(options.config, options.env);
  const { reports, view } = options;
  const coverage = coverageBook(contract, lineMap);
  let tally: Tally = EMPTY_TALLY;
  let over = false;
  const emit = (event: RunEvent): void => {
    if (event.kind === "testFinished") tally = counted(tally, event);
    coverage.take(event);
    reports.take(event);
  };
  const secrets = new SecretBook({
    contract,
    known: secretsOf(options.config, options.env),
    pointers: options.pointers,
  });
  const log = (line: string): void => view.line(secrets.prose(line));
  const { document } = contract;
  emit({ kind: "runStarted", document, url: options.target, seed: options.config.seed, tests: 0 });
  const marks = createCoverageTally(contract);
  const violated = (text: string): void => view.line(text);
  const book = new TrafficBook({ contract, lineMap, source: "live", secrets, emit, violated });
  // Who is not judged may be who a push was for.
  const seesAll = options.seesAll && options.sample === 1;
  const circumstances = { patienceMs: options.config.patienceMs, seesAll, redacted: false };
  const feed = options.ui === null ? null : new LiveFeed({ contract, lineMap, secrets });
  const audience = feed === null ? book : heardBy(book, feed);
  const hearing = new Hearing({ contract, circumstances, coverage: marks, channel: "" }, audience);
  book.hearing = hearing;
  const recorder =
    options.record === ""
      ? null
      : createRecorder({
          path: resolve(options.cwd, options.record),
          circumstances,
          secrets,
          failed: (why) => log(`the recording ends here, the traffic goes on: ${why}`),
        });
  let told = (): Promise<void> => Promise.resolve();
  using clock = trafficClock(hearing, recorder as Recording | null, () => told());
  const live = await startProxy({
    target,
    tls,
    headers: setupHeaders(options.config, options.env),
    via: proxyFor(target, options.config, options.env),
    host: options.host,
    port: options.port,
    sample: options.sample,
    enforcer: options.enforce ? new Enforcer(contract, hearing) : null,
    urlOf: urlIn(contract, target),
    now: clock.now,
    log,
    hear: (event) => {
      // What we cut ourselves when we stop is nobody's fault.
      if (over) return [];
      secrets.hear(event);
      recorder?.take(event);
      feed?.take(event, hearing);
      const verdicts = hearing.take(event);
      clock.arm();
      const items = marks.drain();
      if (items.length > 0) emit({ kind: "covered", test: "live", items });
      return verdicts;
    },
  });
  told = live.told;
  const page = feed === null ? null : await pageFor(feed, live, options);
  options.listening(`ws://${options.host.includes(":") ? `[${options.host}]` : options.host}:${live.port}`);
  view.watch(() => ({ ...live.stats, violations: book.broken }));
  if (!stop.signal.aborted) await once(stop.signal, "abort");
  await live.rest();
  over = true;
  hearing.end(clock.now());
  clock.stop();
  await live.close();
  await page?.close();
  recorder?.close();
  view.end();
  emit(coverage.close());
  const { violated: failed, kept: passed, unspecified, notReached } = tally;
  emit({ kind: "runFinished", passed, failed, pending: unspecified + notReached, durationMs: clock.now() });
  const error = errorOf(tally, live, recorder);
  const places = [
    ...(recorder === null ? [] : [{ what: "recording", path: options.record }]),
    ...reports.places,
  ];
  const end = { tally, exitCode: exitCodeOf(tally, error), error, gates: [], places };
  await reports.finish(end);
  return end;
}

/** The reports hear everything, the page what is broken. */
function heardBy(book: TrafficBook, feed: LiveFeed): Audience {
  return {
    began: (story) => book.began(story),
    verdict: (verdict, story) => {
      book.verdict(verdict, story);
      feed.verdict(verdict);
    },
    ended: (story) => book.ended(story),
  };
}

async function pageFor(feed: LiveFeed, live: RunningProxy, options: ProxyRunOptions): Promise<LiveServer> {
  const stats = (): ReturnType<LiveServerOptions["stats"]> => {
    const { open, connections, frames } = live.stats;
    return { open, connections, frames, violations: feed.violations };
  };
  try {
    const server = await startLiveServer({ port: options.ui ?? 0, feed, stats });
    options.page(server.url);
    return server;
  } catch (error) {
    await live.close();
    throw error;
  }
}

function errorOf(tally: Tally, { stats }: RunningProxy, recorder: Recording | null): ToolError | null {
  if (recorder !== null && recorder.why !== "")
    return new ToolError("RECORDING-LOST", lostText(recorder.lost), {
      hint: `${recorder.why}; the traffic was judged all the same`,
    });
  if (tally.kept + tally.violated > 0) return null;
  if (stats.answered === 0 && stats.unreachable > 0)
    return new ToolError("SERVICE-UNREACHABLE", "no connection reached the service", {
      hint: "is it running where --target says?",
    });
  return new ToolError("NOTHING-KEPT", "no connection shows that a promise was kept", {
    hint:
      stats.connections === 0
        ? "nobody connected"
        : "were handshakes refused? do the document's channels have the paths that clients ask for?",
  });
}

/** Where nothing was to be recorded, not even what a recording begins with could be written. */
function lostText(lost: number): string {
  return lost === 0 ? "the recording could not be written" : `${lost} events are missing from the recording`;
}

function targetOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && url.username + url.password !== "")
    throw new ToolError("URL-INVALID", "--target holds a user or a password, which nobody would get", {
      hint: "take them out: each client brings its own credentials",
    });
  if (url !== null && /^wss?:$/.test(url.protocol) && url.search + url.hash === "") return url;
  throw new ToolError("URL-INVALID", `--target ${shownUrl(text)} is no WebSocket URL`, {
    hint: "it is ws://host:port or wss://host, a path may follow",
  });
}

/** The document may speak of the paths of the service or of those that clients ask for. */
function urlIn({ channels }: Contract, target: URL): (url: string) => string {
  const base = target.pathname.replace(/\/$/, "");
  return (url) => {
    const [path = ""] = url.split("?");
    return base !== "" && matchPath(channels, `${base}${path}`).length > 0 ? `${base}${url}` : url;
  };
}
