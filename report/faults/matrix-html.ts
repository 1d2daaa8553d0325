import { htmlText } from "../encoding/html-text.ts";
import type { FaultMatrix, FaultRow, SiteRow } from "./matrix.ts";
import { killText } from "./matrix-text.ts";

/** The matrix as one page that needs nothing else: no script, no style sheet, no font from elsewhere. */
export function matrixHtml(matrix: FaultMatrix): string {
  const title = `Faults against ${matrix.document}`;
  const rows = matrix.faults.map(faultRows).join("\n");
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
<p><strong>${htmlText(killText(matrix.score))}</strong>, at ${matrix.score.placesKilled} of ${matrix.score.places} places, by ${matrix.tests} tests, in ${(matrix.durationMs / 1000).toFixed(1)} s.</p>
<table>
<thead><tr><th scope="col">fault</th><th scope="col">place</th><th scope="col">result</th><th scope="col">rule</th><th scope="col">test, or why not</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
</main>
</body>
</html>
`;
}

const STYLE = `:root { color-scheme: light dark }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem }
table { border-collapse: collapse }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem; border-bottom: 1px solid #8886 }
.killed td:nth-child(3)::before { content: "\\2713\\00a0" }
.survived, .unsaid { background: #f002 }
.equivalent, .notApplicable { opacity: .75 }`;

const WORDS: { readonly [state in FaultRow["state"]]: string } = {
  killed: "killed",
  survived: "survived",
  unsaid: "unsaid",
  equivalent: "equivalent",
  notApplicable: "not applicable",
};

function faultRows(row: FaultRow): string {
  if (row.sites.length === 0)
    return cells(row.state, [
      named(row),
      "",
      WORDS[row.state],
      htmlText(row.rules[0] ?? ""),
      htmlText(row.why),
    ]);
  return row.sites.map((site, index) => siteRow(site, index === 0 ? named(row) : "")).join("\n");
}

function named({ name, summary, family }: FaultRow): string {
  return `<strong>${htmlText(name)}</strong><br>${htmlText(`${summary} (${family})`)}`;
}

function siteRow(site: SiteRow, name: string): string {
  const [, place = ""] = site.at.split("@");
  const rules = [...new Set(site.killedBy.map(({ rule }) => rule))].map(htmlText).join(", ");
  const tests = site.killedBy.map(({ test }) => htmlText(test)).join("<br>");
  return cells(site.state, [name, htmlText(place), WORDS[site.state], rules, tests || htmlText(site.why)]);
}

function cells(state: string, texts: readonly string[]): string {
  return `<tr class="${state}">${texts.map((text) => `<td>${text}</td>`).join("")}</tr>`;
}
