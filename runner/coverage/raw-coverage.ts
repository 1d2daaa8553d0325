import { mergeProcessCovs } from "@bcoe/v8-coverage";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Profiler } from "node:inspector";
import type { CoverageMapData } from "istanbul-lib-coverage";

/** A source map as Node kept it for a script that was transformed while it was loaded. */
export interface KeptMap {
  readonly lineLengths: readonly number[];
  readonly data: SourceMap | null;
}

export interface SourceMap {
  readonly version: number;
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
  readonly mappings: string;
}

/** What all processes together counted in one script. */
export interface CountedScript {
  readonly url: string;
  readonly functions: readonly Profiler.FunctionCoverage[];
  readonly map: KeptMap | null;
}

/** Everything that the processes of a service have left in a folder. */
export interface RawCoverage {
  readonly scripts: readonly CountedScript[];
  /** Counters of builds that were instrumented ahead, one a process. */
  readonly instrumented: readonly CoverageMapData[];
}

interface V8File {
  readonly result: readonly V8Script[];
  readonly "source-map-cache"?: { readonly [url: string]: KeptMap };
}

interface V8Script {
  readonly scriptId: string;
  readonly url: string;
  readonly functions: readonly Profiler.FunctionCoverage[];
}

/** Reads what `startCounting` made the processes write. A file cut off by a kill is left out, and named. */
export function readRawCoverage(folder: string): RawCoverage & { readonly broken: readonly string[] } {
  const files: V8File[] = [];
  const instrumented: CoverageMapData[] = [];
  const broken: string[] = [];
  for (const name of readdirSync(folder).sort()) {
    const read = parsed(join(folder, name));
    if (read === null) broken.push(name);
    else if (name.startsWith("istanbul-"))
      instrumented.push(read as CoverageMapData); // written by our preload
    else files.push(read as V8File); // written by Node
  }
  return { scripts: scriptsOf(files), instrumented, broken };
}

/**
 * A process may write several times, each time only what it has run since: such parts say nothing about the rest of
 * a script, so they are added up before anything is made of them.
 */
function scriptsOf(files: readonly V8File[]): CountedScript[] {
  const maps = new Map(files.flatMap((file) => Object.entries(file["source-map-cache"] ?? {})));
  const own = files.map(({ result }) => ({ result: result.filter(({ url }) => url.startsWith("file:")) }));
  return mergeProcessCovs(own).result.map(({ url, functions }) => ({
    url,
    functions,
    map: maps.get(url) ?? null,
  }));
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
