import { resolve } from "node:path";
import { ToolError } from "../../contract/tool-error.ts";
import type { CoverageOptions } from "./coverage.ts";
import { countedRoot } from "./counted-root.ts";
import { startCounting } from "./coverage-environment.ts";
import { refuseForeign } from "./nyc-report.ts";

interface Run {
  readonly coverage: CoverageOptions | null;
  readonly config: { readonly start: string | null };
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  talk(text: string): void;
}

/** The measuring of one run: what the service is started with, and afterwards the gates that were not met. */
export interface Measuring extends Disposable {
  readonly env: NodeJS.ProcessEnv;
  /** To be asked when the service has ended. A run that failed for another reason is not held to any gate. */
  result(failure: Error | null): Promise<readonly string[]>;
}

/** Prepares the measuring that a run asks for. Throws COVERAGE-START where nothing is started by us, COVERAGE-PATH or COVERAGE-FOLDER. */
export function measuring({ coverage, config, cwd, env, talk }: Run): Measuring {
  if (coverage === null) return { env, result: async () => [], [Symbol.dispose]: () => {} };
  if (config.start === null)
    throw new ToolError(
      "COVERAGE-START",
      "code coverage is counted in a service that we start, and none is",
      {
        hint: 'give the command that starts it: --start "node server.js" --port 8080',
      },
    );
  const { include, exclude, source } = coverage;
  for (const path of [...include, ...exclude, source]) if (path !== "") countedRoot(path, cwd);
  refuseForeign(resolve(cwd, coverage.folder), coverage.folder);
  const counting = startCounting(env);
  return {
    env: counting.env,
    async result(failure) {
      if (failure !== null) return [];
      const { coverageOf } = await import("./coverage.ts");
      const { coverageText } = await import("./coverage-text.ts");
      const result = await coverageOf(counting.folder, coverage, { cwd, talk });
      talk(`\n${coverageText(result)}`);
      return result.missed;
    },
    [Symbol.dispose]: counting.remove,
  };
}
