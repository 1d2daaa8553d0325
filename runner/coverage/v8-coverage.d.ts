declare module "@bcoe/v8-coverage" {
  import type { Profiler } from "node:inspector";

  interface ScriptCov {
    readonly scriptId: string;
    readonly url: string;
    readonly functions: readonly Profiler.FunctionCoverage[];
  }

  /** Adds up what several processes, or one at several times, have counted. */
  export function mergeProcessCovs(processes: readonly { readonly result: readonly ScriptCov[] }[]): {
    readonly result: readonly ScriptCov[];
  };
}
