import { expect } from "chai";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { marked } from "marked";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log, Result } from "sarif";
import { ToolError } from "../../contract/tool-error.ts";
import { createReport, REPORT_KINDS, type ReportKind } from "../../report/index.ts";
import { ended } from "./events.ts";
import { EVERYTHING_END, EVERYTHING_EVENTS, HOSTILE } from "./hostile.ts";

const folder = mkdtempSync(join(tmpdir(), "asyncproof-formats-"));
after(() => rmSync(folder, { recursive: true, force: true }));

async function report(
  kind: ReportKind,
  env: { readonly [name: string]: string } = {},
  end = EVERYTHING_END,
): Promise<string> {
  const path = join(folder, `${kind}.out`);
  const cwd =
    env["CI_PROJECT_DIR"] === undefined ? process.cwd() : join(env["CI_PROJECT_DIR"], "services/chat");
  const reporter = createReport(kind, { path, out: { write: () => expect.fail("has a path") }, env, cwd });
  for (const event of EVERYTHING_EVENTS) reporter.take(event);
  await reporter.finish(end);
  return readFileSync(path, "utf8");
}

/** Bytes that would steer a terminal or hide something. */
const UNSEEN = /(?![\n\t])\p{Cc}|\p{Bidi_Control}/u;

describe("JUnit", () => {
  interface Element {
    readonly [name: string]: string | Element | Element[];
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name) => ["testsuite", "testcase"].includes(name),
  });

  async function suites(): Promise<{ readonly root: Element; readonly cases: Element[] }> {
    const text = await report("junit");
    expect(XMLValidator.validate(text)).to.equal(true);
    const root = (parser.parse(text) as { testsuites: Element }).testsuites;
    const list = root["testsuite"] as Element[];
    return { root, cases: list.flatMap((suite) => suite["testcase"] as Element[]) };
  }

  it("is well-formed XML whose counts are those of its cases", async () => {
    const { root, cases } = await suites();
    expect(root).to.include({ tests: "6", failures: "2", errors: "1", skipped: "2" });
    expect(cases).to.have.length(6);
    expect(cases.filter((one) => "failure" in one)).to.have.length(2);
    expect(cases.filter((one) => "error" in one)).to.have.length(1);
  });

  it("skips what was not shown, with its reason, and never passes it", async () => {
    const { cases } = await suites();
    const skipped = cases.flatMap((one) =>
      "skipped" in one ? [(one["skipped"] as Element)["message"]] : [],
    );
    expect(skipped[0]).to.match(/^unspecified: no reply/);
    expect(skipped[1]).to.equal("not reached: longer than max-wait: 30 s");
  });

  it("keeps what a document says as text", async () => {
    const text = await report("junit");
    expect(text).not.to.match(UNSEEN);
    expect(text).not.to.include("<script");
    expect(text).to.include('line="214"');
  });

  it("makes an error of a run that nobody can judge", async () => {
    const error = new ToolError("NO-TESTS", "there are no tests", { hint: "list them" });
    expect(await report("junit", {}, ended({}, { exitCode: 2, error }))).to.include('type="NO-TESTS"');
  });
});

describe("CTRF", () => {
  const schema: object = createRequire(import.meta.url)(
    join(createRequire(import.meta.url).resolve("ctrf"), "../ctrf-schema-0.0.json"),
  );
  const ajv = new Ajv({ strict: false });
  formats.default(ajv);
  const validate = ajv.compile(schema);

  it("is valid by the format's own schema", async () => {
    const document: unknown = JSON.parse(await report("ctrf"));
    validate(document);
    expect(validate.errors).to.equal(null);
  });

  it("is refused by that schema where a status is none", async () => {
    expect(
      validate(JSON.parse((await report("ctrf")).replace('"status": "passed"', '"status": "kept"'))),
    ).to.equal(false);
  });

  it("counts what was not shown as skipped, and what could not be judged as other", async () => {
    const { summary } = JSON.parse(await report("ctrf")).results;
    expect(summary).to.include({ tests: 6, passed: 1, failed: 2, skipped: 2, pending: 0, other: 1 });
  });
});

describe("SARIF", () => {
  async function log(): Promise<Log> {
    return JSON.parse(await report("sarif"));
  }

  it("has a result for each broken promise, at the line where it stands", async () => {
    const { version, runs } = await log();
    expect(version).to.equal("2.1.0");
    const results: Result[] = runs[0]?.results ?? [];
    expect(results.map(({ ruleId, level }) => [ruleId, level])).to.deep.equal([
      ["SCHEMA", "error"],
      ["ASSERTION", "error"],
    ]);
    const place = results[0]?.locations?.[0]?.physicalLocation;
    expect(place?.artifactLocation?.uri).to.equal("dir%20with%20space/asyncapi.yaml");
    expect(place?.region?.startLine).to.equal(214);
  });

  it("describes every rule that a result names", async () => {
    const [run] = (await log()).runs;
    const rules = run?.tool.driver.rules ?? [];
    for (const { ruleId, ruleIndex } of run?.results ?? []) {
      expect(rules[ruleIndex ?? -1]?.id).to.equal(ruleId);
      expect(rules[ruleIndex ?? -1]?.shortDescription?.text).not.to.equal(undefined);
    }
  });

  it("tells what could not be judged as a notification", async () => {
    const [invocation] = (await log()).runs[0]?.invocations ?? [];
    expect(invocation?.toolExecutionNotifications?.map(({ descriptor }) => descriptor?.id)).to.deep.equal([
      "EXCEPTION",
    ]);
  });
});

describe("GitHub annotations", () => {
  it("are one command a line, on lines of the document", async () => {
    const lines = (await report("github")).trimEnd().split("\n");
    expect(lines).to.have.length(4);
    for (const line of lines) expect(line).to.match(/^::error [^\n\r]*::/);
    expect(lines[0]).to.match(/^::error file=dir with space\/asyncapi\.yaml,line=214,title=SCHEMA%3A /);
  });

  it("let no text end a command or add a property", async () => {
    const [line = ""] = (await report("github")).split("\n");
    const [, properties = ""] = /^::error (.*?)::/.exec(line) ?? [];
    expect(properties.split(",").map((pair) => pair.split("=")[0])).to.deep.equal(["file", "line", "title"]);
    expect(line).not.to.match(UNSEEN);
  });

  it("append a summary in Markdown to the job's file", async () => {
    const summary = join(folder, "summary.md");
    await report("github", { GITHUB_STEP_SUMMARY: summary });
    await report("github", { GITHUB_STEP_SUMMARY: summary });
    expect(readFileSync(summary, "utf8").match(/## Contract coverage/g)).to.have.length(2);
  });
});

describe("Markdown", () => {
  it("is headings, tables and code for a parser, and nothing of a document's text becomes HTML or a link", async () => {
    const html = await marked.parse(await report("markdown"));
    const tags = new Set([...html.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag));
    expect([...tags].sort()).to.deep.equal([
      "code",
      "h1",
      "h2",
      "h3",
      "li",
      "p",
      "pre",
      "strong",
      "table",
      "tbody",
      "td",
      "th",
      "thead",
      "tr",
      "ul",
    ]);
  });

  it("keeps a failure inside its fence, whatever fences it holds", async () => {
    const text = await report("markdown");
    const blocks = marked.lexer(text).filter(({ type }) => type === "code");
    expect(blocks).to.have.length(3);
    expect(text).not.to.match(UNSEEN);
  });
});

describe("createReport", () => {
  it("says at once when a file can't be written, whatever the kind", () => {
    for (const kind of REPORT_KINDS)
      expect(() => createReport(kind, { path: folder, out: { write: () => {} }, env: {} }), kind)
        .to.throw(ToolError)
        .with.property("code", "REPORT-UNWRITABLE");
  });

  it("names files from the repository's root, where a platform says which that is", async () => {
    const env = { CI_PROJECT_DIR: "/builds/group/project" };
    expect(await report("junit", env)).to.include('file="services/chat/dir with space/asyncapi.yaml"');
    expect(await report("sarif", env)).to.include('"services/chat/dir%20with%20space/asyncapi.yaml"');
    expect(await report("ctrf", env)).to.include('"filePath": "services/chat/dir with space/asyncapi.yaml"');
    expect(await report("github", env)).to.include("file=services/chat/dir with space/asyncapi.yaml");
  });

  it("has a row of docs/reports.md for each kind, and no other", () => {
    const text = readFileSync(new URL("../../docs/reports.md", import.meta.url), "utf8");
    const [table = ""] = /^\| kind \|[\s\S]*?\n\n/m.exec(text) ?? [];
    const rows = [...table.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, kind]) => kind);
    expect(rows).to.deep.equal(REPORT_KINDS);
  });

  it("is tried with text that really is hostile", () => expect(HOSTILE).to.match(UNSEEN));
});
