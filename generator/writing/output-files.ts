import { lockText } from "../../contract/index.ts";
import type { Contract, Place } from "../../contract/model.ts";
import type { TestPlan } from "../plan.ts";
import { renderTests } from "../render-tests.ts";
import type { TemplateSet } from "../rendering/template-set.ts";
import { assertComplete } from "./assert-complete.ts";

/** Tests of a file by `group > title`, each with the places that it covers. */
export type TestIndex = { readonly [title: string]: readonly Place[] };

/** A file as it should lie in the output folder. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
  readonly tests: TestIndex;
}

/** The contract as the tests load it. */
export const LOCK = "contract.lock.json";

export const MOCHARC = ".mocharc.json";

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

/** What the files are made of. */
export interface Ingredients {
  readonly contract: Contract;
  readonly plan: TestPlan;
  readonly templates: TemplateSet;
  /** The output folder from the working directory: so Mocha's configuration names the tests. */
  readonly folder: string;
}

/** Everything that belongs to a plan: its tests, the contract's lock, Mocha's configuration. */
export function outputFiles({ contract, plan, templates, folder }: Ingredients): OutputFile[] {
  const rendered = renderTests(plan, templates);
  assertComplete(plan, rendered, templates);
  return [
    ...rendered.map(({ path, text }, index) => ({ path, text, tests: indexOf(plan.files[index]) })),
    { path: LOCK, text: lockText(contract), tests: {} },
    { path: MOCHARC, text: mochaText(folder), tests: {} },
  ];
}

function indexOf(file: TestPlan["files"][number] | undefined): TestIndex {
  const groups = file?.groups ?? [];
  return Object.fromEntries(
    groups.flatMap((group) =>
      group.tests.map(({ title, covers }) => [
        group.title === "" ? title : `${group.title} > ${title}`,
        covers,
      ]),
    ),
  );
}
