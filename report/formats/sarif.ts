import { visible, visibleJson } from "../../contract/plain-text.ts";
import { RULES } from "../../judge/index.ts";
import type { RunRecord, TestRecord } from "../record.ts";
import type { RunEnd } from "../reporter.ts";

const ASSERTION = "ASSERTION";
const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/**
 * SARIF 2.1.0: a result for each broken promise, at the line of the document where it stands. What could not be judged
 * is a notification of the tool, not a result.
 */
export function sarifText(run: RunRecord, end: RunEnd): string {
  const violated = run.tests.filter(({ verdict }) => verdict === "violated");
  const ids = [...new Set(violated.map(ruleOf))].sort();
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "asyncproof", rules: ids.map(descriptorOf) } },
        invocations: [invocationOf(run, end)],
        columnKind: "utf16CodeUnits",
        results: violated.map((test) => resultOf(test, ids, run.document)),
      },
    ],
  };
  return `${visibleJson(log, 2)}\n`;
}

function ruleOf({ test }: TestRecord): string {
  return test.rule || ASSERTION;
}

function descriptorOf(id: string): object {
  const text = Object.hasOwn(RULES, id)
    ? RULES[id as keyof typeof RULES]
    : "an assertion of a test of one's own";
  return { id, shortDescription: { text }, defaultConfiguration: { level: "error" } };
}

function resultOf(record: TestRecord, ids: readonly string[], document: string): object {
  const { test, violation, source } = record;
  const ruleId = ruleOf(record);
  const text =
    violation === null
      ? test.text
      : `${violation.summary}\npromised: ${violation.promised}\ngot: ${violation.got}\ntest: ${test.title.join(" > ")}`;
  return {
    ruleId,
    ruleIndex: ids.indexOf(ruleId),
    level: "error",
    message: { text: text || ruleId },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(source?.file ?? document) },
          region: { startLine: source?.line ?? 1 },
        },
        logicalLocations: [{ fullyQualifiedName: violation?.place ?? "#" }],
      },
    ],
    // Lines move; the promise and the test that found it broken stay.
    partialFingerprints: { "promise/v1": `${ruleId} ${violation?.place ?? "#"} ${test.title.join(" > ")}` },
  };
}

function invocationOf(run: RunRecord, end: RunEnd): object {
  const { startedAt, durationMs, tests } = run;
  const errors = tests
    .filter(({ verdict }) => verdict === "error")
    .map(({ test }) => ({ id: test.error, text: `${test.title.join(" > ")}: ${test.text}` }));
  const own = end.error === null ? [] : [{ id: end.error.code, text: end.error.message }];
  return {
    executionSuccessful: end.exitCode !== 2,
    exitCode: end.exitCode,
    startTimeUtc: new Date(startedAt).toISOString(),
    endTimeUtc: new Date(startedAt + durationMs).toISOString(),
    toolExecutionNotifications: [...own, ...errors].map(({ id, text }) => ({
      descriptor: { id },
      level: "error",
      message: { text },
    })),
  };
}

/** A relative URI: what a path has that a URI has not is encoded. */
function uriOf(path: string): string {
  return visible(path).split("/").map(encodeURIComponent).join("/");
}
