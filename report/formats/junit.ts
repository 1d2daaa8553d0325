import { assertNever } from "../../contract/assert-never.ts";
import { xmlAttribute, xmlText } from "../encoding/xml-text.ts";
import type { RunRecord, TestRecord } from "../record.ts";
import type { RunEnd } from "../reporter.ts";

/**
 * JUnit XML: a suite for each family and channel. What was not specified or not reached is skipped, with its reason;
 * what could not be judged is an error. Why nobody can tell about the whole run is a suite of its own.
 */
export function junitText(run: RunRecord, end: RunEnd): string {
  const suites = suitesOf(run.tests);
  const all = [...suites].map(([name, tests]) => suiteText(name, tests, run)).join("");
  const broken = end.error === null ? "" : brokenRun(end.error);
  const errors = countOf(run.tests, "error") + (end.error === null ? 0 : 1);
  const counts = [
    xmlAttribute("name", `asyncproof ${run.document}`),
    xmlAttribute("tests", run.tests.length + (end.error === null ? 0 : 1)),
    xmlAttribute("failures", countOf(run.tests, "violated")),
    xmlAttribute("errors", errors),
    xmlAttribute("skipped", skippedOf(run.tests)),
    xmlAttribute("time", seconds(run.durationMs)),
  ].join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${counts}>\n${all}${broken}</testsuites>\n`;
}

function suitesOf(tests: readonly TestRecord[]): Map<string, TestRecord[]> {
  const suites = new Map<string, TestRecord[]>();
  for (const test of tests) {
    const name = test.test.title[0] ?? "";
    suites.set(name, [...(suites.get(name) ?? []), test]);
  }
  return suites;
}

function suiteText(name: string, tests: readonly TestRecord[], { startedAt }: RunRecord): string {
  const attributes = [
    xmlAttribute("name", name),
    xmlAttribute("tests", tests.length),
    xmlAttribute("failures", countOf(tests, "violated")),
    xmlAttribute("errors", countOf(tests, "error")),
    xmlAttribute("skipped", skippedOf(tests)),
    xmlAttribute("time", seconds(tests.reduce((sum, { test }) => sum + test.durationMs, 0))),
    xmlAttribute("timestamp", new Date(startedAt).toISOString().slice(0, 19)),
  ].join("");
  return `  <testsuite${attributes}>\n${tests.map(caseText).join("")}  </testsuite>\n`;
}

function caseText(record: TestRecord): string {
  const { test, source } = record;
  const attributes = [
    xmlAttribute("name", test.title.slice(1).join(" > ") || test.title.join(" > ")),
    xmlAttribute("classname", test.title[0] ?? ""),
    xmlAttribute("time", seconds(test.durationMs)),
    ...(source === null ? [] : [xmlAttribute("file", source.file), xmlAttribute("line", source.line)]),
  ].join("");
  const outcome = outcomeText(record);
  return outcome === ""
    ? `    <testcase${attributes}/>\n`
    : `    <testcase${attributes}>\n      ${outcome}\n    </testcase>\n`;
}

function outcomeText({ verdict, test, violation }: TestRecord): string {
  switch (verdict) {
    case "kept":
      return "";
    case "violated":
      return problem(
        "failure",
        { message: violation?.summary ?? firstLine(test.text), type: test.rule || "ASSERTION" },
        test.text,
      );
    case "error":
      return problem("error", { message: firstLine(test.text), type: test.error }, test.text);
    case "known":
      return `<skipped${xmlAttribute("message", `known: ${test.text}`)}/>`;
    case "unspecified":
      return `<skipped${xmlAttribute("message", `unspecified: ${test.text}`)}/>`;
    case "notReached":
      return `<skipped${xmlAttribute("message", `not reached: ${test.text}`)}/>`;
    default:
      return assertNever(verdict);
  }
}

function problem(
  element: "failure" | "error",
  { message, type }: { readonly message: string; readonly type: string },
  text: string,
): string {
  const attributes = `${xmlAttribute("message", message)}${xmlAttribute("type", type)}`;
  return `<${element}${attributes}>${xmlText(text)}</${element}>`;
}

function brokenRun({ code, message, hint }: NonNullable<RunEnd["error"]>): string {
  const outcome = problem("error", { message, type: code }, [message, hint].filter(Boolean).join("\n"));
  const suite = `${xmlAttribute("name", "asyncproof")} tests="1" failures="0" errors="1" skipped="0" time="0"`;
  const test = `${xmlAttribute("name", "the run can be judged")}${xmlAttribute("classname", "asyncproof")} time="0"`;
  return `  <testsuite${suite}>\n    <testcase${test}>\n      ${outcome}\n    </testcase>\n  </testsuite>\n`;
}

function countOf(tests: readonly TestRecord[], verdict: TestRecord["verdict"]): number {
  return tests.filter((one) => one.verdict === verdict).length;
}

function skippedOf(tests: readonly TestRecord[]): number {
  return countOf(tests, "known") + countOf(tests, "unspecified") + countOf(tests, "notReached");
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
