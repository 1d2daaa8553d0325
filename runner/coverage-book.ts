import { lineOf, type LineMap } from "../contract/index.ts";
import type { Contract, Place } from "../contract/model.ts";
import { COVERAGE_REASONS, type CoverageReason, coverageOf } from "../judge/index.ts";
import type { RunEvent, SourceLine } from "../report/index.ts";

type CoverageEvent = Extract<RunEvent, { kind: "coverage" }>;

/** Takes the events of a run, and says in the end how much of the contract it has exercised. */
export interface CoverageBook {
  take(event: RunEvent): void;
  close(): CoverageEvent;
}

export function coverageBook(contract: Contract, lineMap: LineMap | null): CoverageBook {
  const exercised = new Set<string>();
  const passed = new Set<Place>();
  const unreached = new Map<Place, CoverageReason>();
  const broken = new Set<Place>();
  return {
    take(event) {
      if (event.kind === "covered") for (const id of event.items) exercised.add(id);
      if (event.kind === "verdict" && event.verdict.kind === "notReached")
        unreached.set(event.verdict.place, event.verdict.reason);
      if (event.kind === "verdict" && event.verdict.kind === "violated")
        broken.add(event.verdict.violation.place);
      if (event.kind !== "testFinished") return;
      if (event.state === "failed" && event.rule !== "") for (const place of event.covers) broken.add(place);
      if (event.state === "passed") for (const place of event.covers) passed.add(place);
      const reason = event.pending === "notReached" ? reasonIn(event.text) : undefined;
      if (reason !== undefined) for (const place of event.covers) unreached.set(place, reason);
    },
    close() {
      for (const place of broken) unreached.set(place, "broken");
      const coverage = coverageOf(contract, { exercised, passed, unreached });
      const open = coverage.items.filter(({ reason }) => reason !== "").map(({ place }) => place);
      return { kind: "coverage", coverage, sources: sourcesOf(open, contract.document, lineMap) };
    },
  };
}

/** A pending test's text begins with its reason: `needs example: no request...`. */
function reasonIn(text: string): CoverageReason | undefined {
  return COVERAGE_REASONS.find((reason) => text.startsWith(`${reason}:`));
}

function sourcesOf(
  places: readonly Place[],
  document: string,
  lineMap: LineMap | null,
): { readonly [place: Place]: SourceLine } {
  const found = places.flatMap((place) => {
    const line = lineOf(lineMap, document, place);
    return line === null ? [] : [[place, line] as const];
  });
  return Object.fromEntries(found);
}

/** The event, with the line of the promise that it says was broken. */
export function withSource(event: RunEvent, document: string, lineMap: LineMap | null): RunEvent {
  if (event.kind !== "verdict" || event.verdict.kind !== "violated") return event;
  const source = lineOf(lineMap, document, event.verdict.violation.place);
  return source === null ? event : { ...event, source };
}
