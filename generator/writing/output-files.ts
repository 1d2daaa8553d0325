import type { Contract } from "../../contract/model.ts";
import { lockText } from "../../contract/index.ts";
import type { TestPlan } from "../plan.ts";
import { type RenderedFile, renderTests } from "../render-tests.ts";

/** A file as it should lie in the output folder. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** Mocha's own configuration, for running the tests without us: `mocha --config <folder>/.mocharc.json`. */
function mochaText(folder: string): string {
  const base = folder.replaceAll("\\", "/").replace(/^\.\//, "").replace(/\/$/, "");
  const lines = [
    `"spec": [${JSON.stringify(`${base}/**/*.test.ts`)}]`,
    '"import": "asyncproof/ts"',
    '"timeout": 60000',
    '"fail-zero": true',
  ];
  return `{\n  ${lines.join(",\n  ")}\n}\n`;
}

/** Everything that belongs to a plan: its tests, the contract's lock, Mocha's configuration. */
export function outputFiles(contract: Contract, plan: TestPlan, folder: string): OutputFile[] {
  const rendered = renderTests(plan);
  assertComplete(plan, rendered);
  return [
    ...rendered.map(({ path, text }) => ({ path, text })),
    { path: "contract.lock.json", text: lockText(contract) },
    { path: ".mocharc.json", text: mochaText(folder) },
  ];
}

/** A template that leaves a test out would pass unseen: each planned test must stand in its file. */
function assertComplete(plan: TestPlan, rendered: readonly RenderedFile[]): void {
  for (const [index, file] of plan.files.entries()) {
    const planned = file.groups.reduce((count, { tests }) => count + tests.length, 0);
    const text = rendered[index]?.text ?? "";
    const found = text.match(/^ *it\($|^ *it\((?=["'`])/gm)?.length ?? 0;
    if (found !== planned) throw new Error(`${file.path}: ${planned} tests planned, ${found} rendered`);
  }
}
