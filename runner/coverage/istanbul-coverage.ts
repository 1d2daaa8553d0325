import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import coverageLibrary, {
  type CoverageMap,
  type CoverageMapData,
  type FileCoverage,
  type FileCoverageData,
} from "istanbul-lib-coverage";
import v8ToIstanbul from "v8-to-istanbul";
import { eachMapping, TraceMap } from "@jridgewell/trace-mapping";
import { codeLines } from "./code-lines.ts";
import { mapOfTypes } from "./map-of-types.ts";
import type { CountedScript, RawCoverage, SourceMap } from "./raw-coverage.ts";

/** Which files of the user count; paths are absolute. */
export type Counts = (path: string) => boolean;

/**
 * One Istanbul coverage map for everything that all processes counted: V8's ranges through the source maps, line by
 * line, and the counters of instrumented builds as they are. Lines without code are left out, so that comments do not
 * count as covered.
 */
export async function istanbulCoverage(
  { scripts, instrumented }: RawCoverage,
  counts: Counts,
): Promise<CoverageMap> {
  const all = coverageLibrary.createCoverageMap({});
  for (const one of instrumented) all.merge(onlyCounted(one, counts));
  for (const script of scripts) {
    const path = fileURLToPath(script.url);
    if (path.includes("/node_modules/") || !existsSync(path) || !mayCount(path, script, counts)) continue;
    all.merge(onlyCounted(await converted(path, script), counts));
  }
  return all;
}

/** False where none of the script's sources counts: to convert one is most of the work. */
function mayCount(path: string, { map }: CountedScript, counts: Counts): boolean {
  const sources = map?.data?.sources ?? [];
  if (counts(path) || sources.length === 0) return true;
  return sources.some((source) => !source.startsWith("file:") || counts(fileURLToPath(source)));
}

async function converted(path: string, { functions, map }: CountedScript): Promise<CoverageMapData> {
  const data = map?.data ?? null;
  const converter = v8ToIstanbul(
    path,
    0,
    data === null || map === null ? undefined : keptSources(map.lineLengths, data),
  );
  await converter.load();
  converter.applyCoverage(functions);
  const made = converter.toIstanbul();
  const written = data ?? (await mapOfTypes(path));
  return written === null ? made : withMappedOnly(made, written);
}

/** Without the lines that became no code: types, interfaces, what a compiler dropped. */
function withMappedOnly(made: CoverageMapData, data: SourceMap): CoverageMapData {
  const mapped = new Map<string, Set<number>>();
  eachMapping(new TraceMap(data as never), ({ source, originalLine }) => {
    if (source === null || originalLine === null) return;
    const lines = mapped.get(source) ?? new Set();
    mapped.set(source, lines.add(originalLine));
  });
  const all = [...mapped.values()];
  return Object.fromEntries(
    Object.entries(made).map(([path, file]) => {
      const lines = all.length === 1 ? all[0] : mapped.get(pathToFileURL(path).href);
      return [path, lines === undefined ? file : withLines(plain(file), lines)];
    }),
  );
}

/**
 * A script that was transformed while it was loaded: its text is gone, but Node kept the length of its lines, which
 * is all that is needed to find a range's line and column.
 */
function keptSources(lineLengths: readonly number[], data: SourceMap): Parameters<typeof v8ToIstanbul>[2] {
  const source = lineLengths.map((length) => ".".repeat(length)).join("\n");
  const [content] = data.sourcesContent ?? [];
  const [first] = data.sources;
  const originalSource =
    content ?? (first?.startsWith("file:") ? readFileSync(fileURLToPath(first), "utf8") : "");
  return {
    source,
    originalSource,
    sourceMap: { sourcemap: { ...data, version: 3, sources: [...data.sources] } as never },
  };
}

function onlyCounted(data: CoverageMapData, counts: Counts): CoverageMapData {
  const kept: CoverageMapData = {};
  for (const [path, file] of Object.entries(data)) {
    if (!counts(path) || !existsSync(path)) continue;
    kept[path] = withLines(plain(file), codeLines(readFileSync(path, "utf8")));
  }
  return kept;
}

function plain(file: FileCoverageData | FileCoverage): FileCoverageData {
  return "data" in file ? file.data : file;
}

/** Only the statements (one a line, as V8's are made) on these lines. */
function withLines(file: FileCoverageData, lines: ReadonlySet<number>): FileCoverageData {
  const keep = Object.entries(file.statementMap).filter(
    ([, { start, end }]) => start.line !== end.line || lines.has(start.line),
  );
  return {
    ...file,
    statementMap: Object.fromEntries(keep),
    s: Object.fromEntries(keep.map(([id]) => [id, file.s[id] ?? 0])),
  };
}
