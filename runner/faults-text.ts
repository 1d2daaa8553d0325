/** `asyncproof serve --list-faults`: every fault with its family, the rule that names it, and what goes wrong. */
export async function faultsText(): Promise<string> {
  const { FAULTS } = await import("../server/index.ts");
  const width = Math.max(...FAULTS.map(({ name }) => name.length));
  return FAULTS.map(
    ({ name, family, rule, summary }) =>
      `${name.padEnd(width)}  ${family.padEnd(11)}  ${rule.padEnd(19)}  ${summary}\n`,
  ).join("");
}
