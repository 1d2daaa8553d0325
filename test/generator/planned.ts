import { fileURLToPath } from "node:url";
import { loadContract } from "../../contract/index.ts";
import type { Contract } from "../../contract/model.ts";
import type { PlannedTest, TestPlan } from "../../generator/index.ts";
import { planTests } from "../../generator/index.ts";
import type { Step } from "../../generator/step.ts";

/** The documents of this repository: each says other things. */
export const DOCUMENTS: readonly string[] = [
  "asyncapi.yaml",
  "examples/fastify-rooms/asyncapi.yaml",
  "examples/python-agent/asyncapi.yaml",
];

const OPTIONS = { values: { "prompt#/agent_id": "echo" }, seed: 1, maxWaitMs: 5000 };
/** Whoever tests what comes after reading need not wait for it. */
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/asyncproof", import.meta.url));
const contracts = new Map<string, Promise<Contract>>();

export function contractOf(document: string): Promise<Contract> {
  const cwd = fileURLToPath(new URL("../../", import.meta.url));
  const known =
    contracts.get(document) ?? loadContract(document, { cwd, cache: CACHE }).then(({ contract }) => contract);
  contracts.set(document, known);
  return known;
}

export async function planOf(document: string): Promise<TestPlan> {
  return planTests(await contractOf(document), OPTIONS);
}

/** All tests of a plan with their full titles, `file > group > title`. */
export function testsOf(plan: TestPlan): { readonly name: string; readonly test: PlannedTest }[] {
  return plan.files.flatMap((file) =>
    file.groups.flatMap((group) =>
      group.tests.map((test) => ({
        name: [file.title, group.title, test.title].filter((part) => part !== "").join(" > "),
        test,
      })),
    ),
  );
}

/** The steps of one test by its full title. Throws where there is none, or it can't be run. */
export function stepsOf(plan: TestPlan, name: string): readonly Step[] {
  const found = testsOf(plan).find((one) => one.name === name)?.test;
  if (found?.kind !== "scenario") throw new RangeError(`no test that can be run is called ${name}`);
  return found.steps;
}

/** Kinds of steps, blocks opened. */
export function kindsOf(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => [step.kind, ...("steps" in step ? kindsOf(step.steps) : [])]);
}
