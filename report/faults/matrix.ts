/** The kill matrix: what became of every deliberate fault, and which tests noticed it. Plain JSON. */
export interface FaultMatrix {
  readonly document: string;
  /** How many generated tests there are. */
  readonly tests: number;
  readonly faults: readonly FaultRow[];
  readonly score: Score;
  readonly durationMs: number;
  /** CPU time of stubs and tests together. */
  readonly cpuMs: number;
}

/**
 * What became of a fault. `killed`: at every place where it can show. `survived`: somewhere a test is missing.
 * `unsaid`: the document speaks of what it breaks, but says nothing that it would break. `equivalent`: somewhere no
 * test makes it change anything that goes over the wire. `notApplicable`: there is nothing that it could break; only
 * this one does not count.
 */
export type FaultState = "killed" | "survived" | "unsaid" | "equivalent" | "notApplicable";

export interface FaultRow {
  readonly name: string;
  readonly family: string;
  readonly summary: string;
  /** Rules that name it: a test that turns red by another one has not killed it. */
  readonly rules: readonly string[];
  readonly state: FaultState;
  /** Why it is not killed; "" where it is. */
  readonly why: string;
  readonly sites: readonly SiteRow[];
}

/** One fault at one place. */
export interface SiteRow {
  /** As `serve --fault` takes it: `NAME@PLACE`. */
  readonly at: string;
  readonly state: "killed" | "survived" | "equivalent";
  readonly why: string;
  /** Tests that turned red by a rule that names the fault: with `--full` all of them, else the first. */
  readonly killedBy: readonly Cell[];
  /** Tests that turned red for another reason. */
  readonly alsoRed: readonly Cell[];
  /** How many tests were run. */
  readonly tried: number;
  /** A test that has nothing to do with the fault and stayed green; "" where there is none, or nobody asked. */
  readonly green: string;
  /** Tests that have nothing to do with the fault and turned red, where some had to stay green and none did. */
  readonly spoilt: readonly string[];
}

export interface Cell {
  readonly test: string;
  readonly rule: string;
  readonly durationMs: number;
}

export interface Score {
  readonly killed: number;
  readonly survived: number;
  readonly unsaid: number;
  readonly equivalent: number;
  readonly notApplicable: number;
  /** Killed of those that count, in percent, rounded down; 0 where none counts. */
  readonly percent: number;
  /** Places at which an applicable fault was tried, and at how many it was killed. */
  readonly places: number;
  readonly placesKilled: number;
}

export function scoreOf(rows: readonly FaultRow[]): Score {
  const count = (state: FaultState): number => rows.filter((row) => row.state === state).length;
  const [killed, survived, unsaid] = [count("killed"), count("survived"), count("unsaid")];
  const all = killed + survived + unsaid + count("equivalent");
  const sites = rows.flatMap((row) => row.sites);
  return {
    killed,
    survived,
    unsaid,
    equivalent: count("equivalent"),
    notApplicable: count("notApplicable"),
    percent: all === 0 ? 0 : Math.floor((100 * killed) / all),
    places: sites.length,
    placesKilled: sites.filter(({ state }) => state === "killed").length,
  };
}

/** What became of a fault, from its places: the worst of them. */
export function stateOf(sites: readonly SiteRow[]): FaultState {
  if (sites.some(({ state }) => state === "survived")) return "survived";
  return sites.every(({ state }) => state === "killed") ? "killed" : "equivalent";
}
