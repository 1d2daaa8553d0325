import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plain } from "../../bin/plain.ts";
import { ToolError } from "../../contract/tool-error.ts";
import { lockText } from "../../contract/index.ts";
import { explain, explanationObject, explanationText, mermaidText } from "../../explain/index.ts";
import {
  changesText,
  diffMarkdown,
  diffText,
  renderTests,
  planTests,
  typesFile,
} from "../../generator/index.ts";
import {
  type CheckPart,
  checkMarkdown,
  checkText,
  coloursFor,
  createReport,
  errorObject,
  errorText,
  findingAnnotations,
  jsonReporter,
  matrixHtml,
  matrixText,
  REPORT_KINDS,
  type Reporter,
  settingsText,
  terminalReporter,
} from "../../report/index.ts";
import { visibleJson } from "../../contract/plain-text.ts";
import { checkedText, liveView, typesText } from "../../runner/index.ts";
import { firstFiles } from "../../runner/init/first-files.ts";
import { jsonLine, textLine } from "../../runner/serving/event-log.ts";
import { eventLine } from "../../traffic/recording/format.ts";
import { hostileChanges, hostileEnd, hostileMatrix, hostileRun } from "./hostile-run.ts";
import { hostileContract } from "./hostile-contract.ts";

/** What must hold of what comes out, whatever went in. */
export const FORMS = ["terminal", "json", "html", "xml", "markdown", "annotations", "code", "yaml"] as const;
export type Form = (typeof FORMS)[number];

/** A way on which a document's or a service's text leaves the tool. */
export interface Outlet {
  readonly form: Form;
  /** What comes out where the text stands everywhere. */
  write(text: string): string | Promise<string>;
}

const colours = coloursFor({ isTTY: false }, { color: false, env: {} });
const style = { width: 80, colours, detail: "verbose" } as const;

async function reported(
  make: (out: { write(text: string): void }) => Reporter,
  text: string,
): Promise<string> {
  const parts: string[] = [];
  const reporter = make({ write: (part) => void parts.push(part) });
  for (const event of hostileRun(text)) reporter.take(event);
  await reporter.finish(hostileEnd(text));
  return parts.join("");
}

/** Reports of `--report` by their kind; a new kind is refused by the compiler until it has its form here. */
const REPORT_FORMS: { readonly [kind in (typeof REPORT_KINDS)[number]]: Form } = {
  html: "html",
  junit: "xml",
  ctrf: "json",
  sarif: "json",
  github: "annotations",
  markdown: "markdown",
  ndjson: "json",
};

const REPORTS: readonly (readonly [string, Outlet])[] = REPORT_KINDS.map((kind) => [
  `createReport(${kind})`,
  {
    form: REPORT_FORMS[kind],
    async write(text) {
      const folder = mkdtempSync(join(tmpdir(), "asyncproof-outlet-"));
      const path = join(folder, "report");
      await reported((out) => createReport(kind, { path, out, env: {} }), text);
      const written = readFileSync(path, "utf8");
      rmSync(folder, { recursive: true });
      return written;
    },
  },
]);

const parts = (text: string): CheckPart[] => [{ name: "run", state: "failed", text }];
const error = (text: string): ToolError => new ToolError("NO-TESTS", text, { where: text, hint: text });
const changes = (text: string): Parameters<typeof changesText>[0] => ({
  ...{ added: [text], removed: [text], addedFor: [text], removedFor: [text] },
});
const frame = (text: string): Parameters<typeof textLine>[0] => ({
  ...{ kind: "received", connection: 1, message: text, data: { text }, refused: null },
});

/** Every function that makes text of what others wrote; `outlets.test.ts` finds those that are missing. */
export const OUTLETS: ReadonlyMap<string, Outlet> = new Map<string, Outlet>([
  ...REPORTS,
  ["terminalReporter", terminal("verbose")],
  ["terminalReporter(quiet)", terminal("quiet")],
  ["jsonReporter", { form: "json", write: (text) => reported((out) => jsonReporter(out), text) }],
  ["errorText", { form: "terminal", write: (text) => errorText(error(text), colours) }],
  ["errorObject", { form: "json", write: (text) => visibleJson(errorObject(error(text))) }],
  ["plain", { form: "terminal", write: plain }],
  ["changesText", { form: "terminal", write: (text) => plain(changesText(changes(text))) }],
  ["typesText", { form: "terminal", write: (text) => plain(typesText({ file: text, state: "stale" })) }],
  [
    "settingsText",
    {
      form: "terminal",
      write: (text) => plain(settingsText([{ key: text, value: { [text]: text }, origin: text }])),
    },
  ],
  ["checkText", { form: "terminal", write: (text) => checkText(parts(text), { colours, width: 80 }) }],
  ["checkMarkdown", { form: "markdown", write: (text) => checkMarkdown(text, parts(text)) }],
  [
    "findingAnnotations",
    {
      form: "annotations",
      write: (text) => findingAnnotations([{ level: "error", title: text, text, file: text, line: 1 }], ""),
    },
  ],
  ["matrixText", { form: "terminal", write: (text) => matrixText(hostileMatrix(text), style) }],
  ["matrixHtml", { form: "html", write: (text) => matrixHtml(hostileMatrix(text)) }],
  [
    "diffText",
    {
      form: "terminal",
      write: (text) => diffText(hostileChanges(text), { red: String, yellow: String, dim: String }),
    },
  ],
  ["diffMarkdown", { form: "markdown", write: (text) => diffMarkdown(hostileChanges(text)) }],
  [
    "explanationText",
    { form: "terminal", write: (text) => explanationText(explain(hostileContract(text), null), 80) },
  ],
  [
    "explanationObject",
    { form: "json", write: (text) => visibleJson(explanationObject(explain(hostileContract(text), null))) },
  ],
  ["overlaySnippet", { form: "yaml", write: (text) => explain(hostileContract(text), null).overlay }],
  ["mermaidText", { form: "markdown", write: (text) => mermaidText(hostileContract(text)) }],
  [
    "checkedText",
    {
      form: "terminal",
      write: (text) =>
        checkedText(
          {
            stale: [{ path: text, why: "changed", diff: [`+${text}`.split("\n")[0] ?? ""] }],
            tests: changes(text),
          },
          colours,
        ),
    },
  ],
  [
    "textLine",
    {
      form: "terminal",
      write: (text) =>
        textLine(frame(text), new Date(0)) +
        textLine({ kind: "closed", connection: 1, code: 1000, reason: text }, new Date(0)),
    },
  ],
  ["jsonLine", { form: "json", write: (text) => jsonLine(frame(text), new Date(0)) }],
  [
    "liveView",
    { form: "terminal", write: (text) => written((write) => liveView({ write }, false).line(text)) },
  ],
  [
    "eventLine",
    {
      form: "json",
      write: (text) =>
        eventLine({ kind: "close", at: 1, connection: text, from: "client", code: 1000, reason: text }),
    },
  ],
  ["lockText", { form: "json", write: (text) => lockText(hostileContract(text)) }],
  ["typesFile", { form: "code", write: (text) => typesFile(hostileContract(text)) }],
  ["renderTests", { form: "code", write: rendered }],
  [
    "firstFiles",
    {
      form: "yaml",
      write: (text) =>
        firstFiles({ title: text, document: text, start: text, url: text, ci: "gitlab" }, true).at(-1)
          ?.text ?? "",
    },
  ],
]);

function terminal(detail: "verbose" | "quiet"): Outlet {
  const look = { ...style, detail, progress: false };
  return { form: "terminal", write: (text) => reported((out) => terminalReporter({ ...look, out }), text) };
}

function rendered(text: string): string {
  const plan = planTests(hostileContract(text), { values: {}, seed: 1, maxWaitMs: 5000 });
  return renderTests(plan)
    .map((file) => file.text)
    .join("");
}

function written(use: (write: (text: string) => void) => void): string {
  const texts: string[] = [];
  use((text) => void texts.push(text));
  return texts.join("");
}
