import type { Scenario } from "./map.ts";

/** `docs/scenarios.md` as it has to read. */
export function scenariosDocument(scenarios: readonly Scenario[]): string {
  const areas = [...new Set(scenarios.map(({ area }) => area))];
  const sections = areas.map((area) => [
    `## ${area}`,
    "",
    table(scenarios.filter((one) => one.area === area)),
    "",
  ]);
  return [...HEAD, ...sections.flat()].join("\n");
}

const HEAD: readonly string[] = [
  "# Scenarios of the reference contract",
  "",
  "What the generated tests of [asyncapi.yaml](../asyncapi.yaml) show. Each passes against the stub, and turns red, with",
  "the rule named here, against a stub with the fault beside it (`asyncproof serve asyncapi.yaml --fault NAME`).",
  "Rendered from `test/scenarios/scenarios.json` by `npm run scenarios`; `test/scenarios/faults.test.ts` runs every row.",
  "",
];

function table(scenarios: readonly Scenario[]): string {
  const rows = scenarios.map(({ shows, test, fault, rule }) =>
    [shows, code(test), code(fault), rule.split(" or ").map(link).join(" or ")].join(" | "),
  );
  return [
    "| scenario | test | fault | rule |",
    "| --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row} |`),
  ].join("\n");
}

function link(rule: string): string {
  return `[${rule}](rules.md#${rule.toLowerCase()})`;
}

function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}
