import { basename } from "node:path";
import { resolve } from "node:path";
import { ToolError } from "../../contract/tool-error.ts";
import { secretsOf } from "../../config/index.ts";
import { createCoverageTally } from "../../judge/index.ts";
import { counted, EMPTY_TALLY, type RunEnd, type RunEvent, type Tally } from "../../report/index.ts";
import { filesOf, Hearing, type Listener, readRecording, SecretBook } from "../../traffic/index.ts";
import { coverageBook } from "../coverage-book.ts";
import { type Document, loadDocument } from "../document.ts";
import { exitCodeOf } from "../exit-code.ts";
import { type Interrupt, interrupt } from "../interrupt.ts";
import { hostChoice } from "./host-choice.ts";
import type { Reports } from "./reports.ts";
import { TrafficBook } from "./traffic-book.ts";

export interface ValidateOptions extends Document {
  readonly env: NodeJS.ProcessEnv;
  /** Paths and patterns of recordings. */
  readonly recordings: readonly string[];
  /** The channel of connections whose handshake was not recorded; "" where nobody says. */
  readonly channel: string;
  /** Hosts whose WebSockets of an HTTP archive are judged; empty: those of the document. */
  readonly hosts: readonly string[];
  readonly pointers: readonly string[];
  readonly reports: Reports;
}

/** Judges recorded traffic. Whoever stops it is told what was heard so far. */
export async function validate(options: ValidateOptions): Promise<RunEnd> {
  using stop = interrupt();
  const { reports, cwd, talk } = options;
  const { contract, lineMap } = await loadDocument(options);
  checkChannel(
    options.channel,
    contract.channels.map(({ name }) => name),
  );
  const files = await filesOf(options.recordings, cwd);
  const started = performance.now();
  const coverage = coverageBook(contract, lineMap);
  let tally: Tally = EMPTY_TALLY;
  let isCut = false;
  const emit = (event: RunEvent): void => {
    if (event.kind === "testFinished") tally = counted(tally, event);
    coverage.take(event);
    reports.take(event);
  };
  const url = files.map((file) => basename(file)).join(", ");
  emit({
    kind: "runStarted",
    document: contract.document,
    url,
    seed: options.config.seed,
    tests: files.length,
  });
  const secrets = new SecretBook({
    contract,
    known: secretsOf(options.config, options.env),
    pointers: options.pointers,
  });
  for (const file of files) {
    const book = new TrafficBook({ contract, lineMap, source: file, secrets, emit, violated: () => {} });
    const marks = createCoverageTally(contract);
    let hearing: Hearing | null = null;
    const listener: Listener = {
      began: (circumstances) => {
        hearing = new Hearing({ contract, circumstances, coverage: marks, channel: options.channel }, book);
        book.hearing = hearing;
      },
      event: (event) => {
        if (stop.signal.aborted) throw interrupted();
        secrets.hear(event);
        hearing?.take(event);
        const items = marks.drain();
        if (items.length > 0) emit({ kind: "covered", test: file, items });
      },
      cutShort: (line) => talk(`${file}:${line}: the recording ends in the middle of a line\n`),
    };
    const choice = hostChoice(contract, options, (text) => talk(`${file}: ${text}\n`));
    const heard = readRecording(resolve(cwd, file), listener, choice);
    isCut = await stopped(heard, stop);
    ended(hearing);
    if (isCut) break;
  }
  emit(coverage.close());
  const durationMs = performance.now() - started;
  const { violated, kept, unspecified, notReached } = tally;
  emit({
    kind: "runFinished",
    passed: kept,
    failed: violated,
    pending: unspecified + notReached,
    durationMs,
  });
  const silent = tally.kept + tally.violated > 0 ? null : nothingKept();
  const error = isCut ? interrupted() : silent;
  const end = { tally, exitCode: exitCodeOf(tally, error), error, gates: [], places: reports.places };
  await reports.finish(end);
  return end;
}

/** TypeScript does not see assignments in callbacks. */
function ended(hearing: Hearing | null): void {
  hearing?.end();
}

/** True where the user has stopped it, which is no error of the recording. */
async function stopped(heard: Promise<void>, { signal }: Interrupt): Promise<boolean> {
  try {
    await heard;
    return false;
  } catch (error) {
    if (!signal.aborted) throw error;
    return true;
  }
}

function interrupted(): ToolError {
  return new ToolError("INTERRUPTED", "not everything that was recorded was heard", {
    hint: "you stopped it; what is told is about what was heard before",
  });
}

function nothingKept(): ToolError {
  return new ToolError("NOTHING-KEPT", "no connection of the recordings shows that a promise was kept", {
    hint: "is it the right document, and do its channels have the paths that were recorded?",
  });
}

function checkChannel(channel: string, names: readonly string[]): void {
  if (channel !== "" && !names.includes(channel))
    throw new ToolError("UNKNOWN-NAME", `--channel ${channel}: the document has no such channel`, {
      hint: `it has ${names.join(", ")}`,
    });
}
