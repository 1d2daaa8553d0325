import { htmlText } from "../encoding/html-text.ts";
import type { FaultMatrix, FaultRow, SiteRow } from "./matrix.ts";
import { killText } from "./matrix-text.ts";

/** The matrix as one page that needs nothing else: no script, no style sheet, no font from elsewhere. */
export function matrixHtml(matrix: FaultMatrix): string {
  const title = `Faults against ${matrix.document}`;
  const rows = matrix.faults.map(faultRows).join("\n");
  const { score, tests, durationMs } = matrix;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<h1>${htmlText(title)}</h1>
<p><strong>${htmlText(killText(score))}</strong>, at ${score.placesKilled} of ${score.places} places, by ${tests} tests, in ${(durationMs / 1000).toFixed(1)} s.</p>
${openText(matrix.faults)}<table>
<thead><tr><th scope="col">fault</th>${COLUMNS.map((name) => `<th scope="col">${name}</th>`).join("")}</tr></thead>
${rows}
</table>
</main>
</body>
</html>
`;
}

const COLUMNS = ["place", "result", "rule", "test, or why not"] as const;

const STYLE = `:root { color-scheme: light dark; background: Canvas; color: CanvasText }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; max-width: 90rem }
details { margin: 1rem 0 }
h1, li, th, td.why { overflow-wrap: anywhere }
td.result { white-space: nowrap }
thead th { overflow-wrap: normal }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem; border-bottom: 1px solid #8883 }
thead th, tbody:not(:last-child) > tr:last-child > td, tbody > tr:first-child > th { border-bottom: 1px solid #888c }
thead th { position: sticky; top: 0; background: Canvas }
tbody th { font-weight: normal; width: 22rem }
.killed td.result::before { content: "\\2713\\00a0" }
.survived td.result::before, .unsaid td.result::before { content: "\\2717\\00a0" }
.survived, .unsaid { background: #f002 }
small { display: block }
@media (max-width: 60rem) {
  table, tbody, tr, tbody th, tbody td { display: block; width: auto; border: 0 !important }
  thead { display: none }
  tbody { border-bottom: 1px solid #888c; padding: .6rem 0 }
  tr { padding: .2rem 0 }
  td { padding: 0 .8rem }
  td:empty { display: none }
  tbody td.result, tbody td.rule { display: inline; padding-right: 0 }
  td.place { font-weight: bold }
  td { overflow-wrap: anywhere }
}
@media print { thead th { position: static } }`;

const WORDS: { readonly [state in FaultRow["state"]]: string } = {
  killed: "killed",
  survived: "survived",
  unsaid: "unsaid",
  equivalent: "equivalent",
  notApplicable: "not applicable",
};

/** What is not killed, first of all: it is what there is to do. */
function openText(rows: readonly FaultRow[]): string {
  const open = rows.filter(({ state }) => state !== "killed" && state !== "notApplicable");
  if (open.length === 0) return "";
  const items = open.map(
    ({ name, state, why }) => `<li><strong>${htmlText(name)}</strong> ${WORDS[state]}: ${htmlText(why)}</li>`,
  );
  return `<details><summary>not killed: ${open.length}</summary><ul>\n${items.join("\n")}\n</ul></details>\n`;
}

/** A fault's rows: its name stands beside all of its places. */
function faultRows(row: FaultRow): string {
  const { sites, state } = row;
  const head = `<th scope="rowgroup" rowspan="${Math.max(sites.length, 1)}">${named(row)}</th>`;
  const rows =
    sites.length === 0
      ? [cells(state, head, ["", WORDS[state], htmlText(row.rules[0] ?? ""), htmlText(row.why)])]
      : sites.map((site, index) => siteRow(site, index === 0 ? head : ""));
  return `<tbody>\n${rows.join("\n")}\n</tbody>`;
}

function named({ name, summary, family, sites }: FaultRow): string {
  const green = sites.find((site) => site.green !== "")?.green;
  const spoilt = sites.flatMap((site) => site.spoilt);
  const others = [
    ...(green === undefined ? [] : [`<small>stays green: ${htmlText(green)}</small>`]),
    ...spoilt.map((test) => `<small>red, and should not be: ${htmlText(test)}</small>`),
  ];
  return `<strong>${htmlText(name)}</strong><br>${htmlText(`${summary} (${family})`)}${others.join("")}`;
}

function siteRow(site: SiteRow, head: string): string {
  const [, place = ""] = site.at.split("@");
  const rules = [...new Set(site.killedBy.map(({ rule }) => rule))].map(htmlText).join(", ");
  const tests = site.killedBy.map(({ test }) => htmlText(test)).join("<br>");
  return cells(site.state, head, [htmlText(place), WORDS[site.state], rules, tests || htmlText(site.why)]);
}

const CLASSES = ["place", "result", "rule", "why"] as const;

function cells(state: string, head: string, texts: readonly string[]): string {
  const all = texts.map((text, index) => `<td class="${CLASSES[index]}">${text}</td>`);
  return `<tr class="${state}">${head}${all.join("")}</tr>`;
}
