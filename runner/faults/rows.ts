import { type FaultRow, type SiteRow, stateOf } from "../../report/index.ts";
import type { FaultSites } from "../../server/index.ts";

/** What became of a fault, from what became of it at its places. */
export function rowOf(one: FaultSites, sites: readonly SiteRow[]): FaultRow {
  const { name, summary, rule } = one.fault;
  const about = { name, summary, family: one.family, sites };
  switch (one.kind) {
    case "none":
      return { ...about, rules: [rule], state: "notApplicable", why: one.why };
    case "unsaid":
      return { ...about, rules: [rule], state: "unsaid", why: unsaidText(one) };
    case "shows":
      return { ...about, rules: one.rules, state: stateOf(sites), why: whyOf(sites) };
  }
}

function whyOf(sites: readonly SiteRow[]): string {
  const [first] = sites.filter(({ state }) => state === "survived");
  return (first ?? sites.find(({ state }) => state !== "killed"))?.why ?? "";
}

/** no `ordered` on `token`: a skipped number can't be seen */
function unsaidText({ keyword, unseen, subjects }: Extract<FaultSites, { kind: "unsaid" }>): string {
  const names = [...new Set(subjects.map(({ name }) => name))].filter((name) => name !== "#");
  const where = names.length === 0 ? "" : ` on ${names.map((name) => `\`${name}\``).join(", ")}`;
  return `no \`${keyword}\`${where}: ${unseen} can't be seen`;
}
