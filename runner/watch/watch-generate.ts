import { relative } from "node:path";
import { ToolError } from "../../contract/tool-error.ts";
import type { PlanMemory } from "../../generator/index.ts";
import type { Document } from "../document.ts";
import { generateTests, type Made } from "../generate.ts";
import { interrupt } from "../interrupt.ts";
import { FileWatch } from "./file-watch.ts";
import { type SourcesKnown, sourcesOf } from "./sources-of.ts";

export interface WatchOptions extends SourcesKnown {
  readonly force: boolean;
  /** Reads the config anew. */
  open(): Promise<Document>;
  /** Takes what was made. */
  show(made: Made): void;
  /** Takes why nothing was: an error of the user's, never one of ours. */
  complain(error: ToolError): Promise<void>;
  /** Takes what is for a person. */
  talk(text: string): void;
}

/**
 * `asyncproof generate --watch`: writes the tests, and again whenever what they are made of changes, until it is
 * interrupted. What is wrong in a file is said, and the tests stay as they are until it is right again.
 */
export async function watchGenerate(options: WatchOptions): Promise<void> {
  using stop = interrupt();
  await using files = new FileWatch();
  const memory: PlanMemory = new Map();
  while (!stop.signal.aborted) {
    await tolerant(options, async () => {
      const document = await opened(options, files);
      const begun = performance.now();
      const { made, readMs } = await generateTests(document, { force: options.force, memory });
      options.show(made);
      options.talk(timesText(readMs, performance.now() - begun - readMs));
    });
    options.talk("watching; Ctrl+C ends\n");
    const changed = await files.changes(stop.signal);
    if (changed.length > 0) options.talk(`\n${changedText(options.cwd, changed)}`);
  }
}

/** Does it, and says what the user has to mend. */
export async function tolerant(
  { complain }: Pick<WatchOptions, "complain">,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    await complain(error);
  }
}

/** The document with its config read anew, and everything that belongs to it watched. */
export async function opened<Opened extends Document>(
  options: SourcesKnown & { open(): Promise<Opened> },
  files: FileWatch,
): Promise<Opened> {
  let document: Opened;
  try {
    document = await options.open();
  } catch (error) {
    await files.cover(await sourcesOf(options, null));
    throw error;
  }
  await files.cover(await sourcesOf(options, document));
  return document;
}

/** What a round took: reading the document, then the tests. */
export function timesText(readMs: number, madeMs: number, runMs: number | null = null): string {
  const run = runMs === null ? "" : `, run in ${runMs.toFixed(0)} ms`;
  return `read in ${readMs.toFixed(0)} ms, tests made in ${madeMs.toFixed(0)} ms${run}\n`;
}

const MOST_NAMED = 3;

export function changedText(cwd: string, changed: readonly string[]): string {
  const names = changed.map((path) => relative(cwd, path));
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return `changed: ${names.slice(0, MOST_NAMED).join(", ")}${more}\n`;
}
