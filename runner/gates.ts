import { type Coverage, percentOf } from "../judge/index.ts";
import type { Tally } from "../report/index.ts";

/** What turns a run red though nothing was broken; null: not asked for. */
export interface Gates {
  /** Per cent. */
  readonly minContractCoverage: number | null;
  readonly maxUnspecified: number | null;
}

/** The gates that are not met, each as a sentence. Compared exactly, whatever is shown rounded. */
export function unmetGates(
  { minContractCoverage: least, maxUnspecified: most }: Gates,
  { coverage, tally }: { readonly coverage: Coverage; readonly tally: Tally },
): string[] {
  const { exercised, declared } = coverage;
  const short = least !== null && exercised * 100 < least * declared;
  const vague = most !== null && tally.unspecified > most;
  return [
    ...(short ? [`contract coverage ${percentOf(coverage)} % is below ${least} %`] : []),
    ...(vague ? [`${tally.unspecified} tests are unspecified, at most ${most} may be`] : []),
  ];
}
