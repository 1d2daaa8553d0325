import type { ExitCode, FaultMatrix } from "../../report/index.ts";

/**
 * 0: the gate is met, or there is none. 1: fewer faults are killed than the gate asks for, or one that is killed turns
 * what has nothing to do with it red. 2: nobody can tell, as no
 * fault can show in this contract. `error` says why it is not 0.
 */
export function faultsExit(
  { score, faults }: FaultMatrix,
  minKill: number | null,
): { readonly exitCode: ExitCode; readonly error: string } {
  const all = score.killed + score.survived + score.unsaid + score.equivalent;
  if (all === 0) return { exitCode: 2, error: "no fault can show in this contract" };
  const [spoiler] = faults.flatMap(({ sites }) => sites).filter(({ spoilt }) => spoilt.length > 0);
  if (minKill !== null && spoiler !== undefined)
    return {
      exitCode: 1,
      error: `${spoiler.at}: no test that has nothing to do with it stays green (${spoiler.spoilt.join("; ")})`,
    };
  if (minKill === null || (100 * score.killed) / all >= minKill) return { exitCode: 0, error: "" };
  return { exitCode: 1, error: `--min-kill ${minKill}: only ${score.percent} % of the faults are killed` };
}
