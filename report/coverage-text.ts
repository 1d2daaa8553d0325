import { COVERAGE_REASONS, type Coverage, percentOf } from "../judge/index.ts";

/** `contract coverage 92.4 % (412 of 446; 30 not steerable, 4 needs example)`. */
export function coverageText(coverage: Coverage): string {
  const { exercised, declared } = coverage;
  const reasons = reasonsText(coverage);
  const rest = reasons === "" ? "" : `; ${reasons}`;
  return `contract coverage ${percentText(coverage)} (${exercised} of ${declared}${rest})`;
}

/** What was not exercised, by reason; "" where all was. */
export function reasonsText({ reasons }: Coverage): string {
  return COVERAGE_REASONS.filter((reason) => reasons[reason] > 0)
    .map((reason) => `${reasons[reason]} ${reason}`)
    .join(", ");
}

export function percentText(coverage: Pick<Coverage, "exercised" | "declared">): string {
  return `${percentOf(coverage)} %`;
}
