import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createReport, isReportHead, matrixHtml, REPORT_KINDS, scoreOf } from "../../report/index.ts";
import { folderWith } from "../config/folder.ts";
import { EVERYTHING_END, EVERYTHING_EVENTS } from "./hostile.ts";

const HEAD = 2000;
const STRANGERS = [
  "<!doctype html>\n<html lang='en'><title>my page about asyncproof</title>",
  "# asyncproof\n\n**kept** tidy\n",
  '{ "name": "asyncproof" }',
  '{"asyncproof":"recording","version":1}',
  "<?xml version='1.0'?><feed></feed>",
  "import x from 'y';\n",
  "\n",
  '{"kind":"listening","url":"ws://localhost"}\n',
];

describe("isReportHead", () => {
  let folder: ReturnType<typeof folderWith>;
  before(() => {
    folder = folderWith({});
  });
  after(() => folder.remove());

  for (const kind of REPORT_KINDS)
    it(`knows what a report of kind ${kind} begins with`, async () => {
      const path = join(folder.path, kind);
      const reporter = createReport(kind, { path, out: process.stdout, env: {}, cwd: process.cwd() });
      for (const event of EVERYTHING_EVENTS) reporter.take(event);
      await reporter.finish(EVERYTHING_END);
      const head = readFileSync(path, "utf8").slice(0, HEAD);
      expect(head).to.not.equal("");
      expect(isReportHead(head), head).to.equal(true);
    });

  it("knows the page of a kill matrix", () => {
    const page = matrixHtml({
      document: "a.yaml",
      faults: [],
      score: scoreOf([]),
      tests: 0,
      durationMs: 1,
      cpuMs: 1,
    });
    expect(isReportHead(page.slice(0, HEAD))).to.equal(true);
  });

  it("takes nothing else for one", () => {
    expect(STRANGERS.filter(isReportHead)).to.deep.equal([]);
    for (const text of ["", '{"kind":"coverage","coverage":{}}\n', '{"kind":"runEnded","exitCode":2}\n'])
      expect(isReportHead(text), text).to.equal(true);
  });
});
