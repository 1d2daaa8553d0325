import type { PlannedTest, TestPlan } from "../generator/index.ts";
import type { Document } from "./document.ts";
import { keep, type Kept, recall } from "./kept.ts";

/** One planned test as `--list` shows it. */
export interface Listed {
  readonly title: readonly string[];
  /** Frames that it sends, as far as a plan knows them. */
  readonly sends: readonly string[];
  /** Why it will be skipped; "" where it runs. */
  readonly skipped: string;
}

/** The tests of a document, so that they need not be planned to be listed. */
export interface KnownList extends Kept {
  readonly tests: readonly Listed[];
  /** Paths of the files that they stand in, in the output folder. */
  readonly testFiles: readonly string[];
}

/** What the tests of a document are, as they were planned last; null where anything is not as it was then. */
export function knownList(document: Document): Promise<KnownList | null> {
  return recall<KnownList>(
    document,
    "list",
    ({ tests, testFiles }) => Array.isArray(tests) && tests.every(isListed) && isTexts(testFiles),
  );
}

/** Keeps them for the next list. */
export function rememberList(
  document: Document,
  about: Pick<KnownList, "tests" | "testFiles" | "warnings">,
): Promise<void> {
  return keep<KnownList>(document, "list", about);
}

/** The tests of a plan, in the order in which they run. */
export function listOf({ files }: TestPlan): readonly Listed[] {
  return files.flatMap(({ title, groups }) =>
    groups.flatMap((group) =>
      group.tests.map((test) => listed([title, group.title, test.title].filter(Boolean), test)),
    ),
  );
}

function isListed({ title, sends, skipped }: Partial<Listed>): boolean {
  return [title, sends].every(isTexts) && typeof skipped === "string";
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}

function listed(title: readonly string[], test: PlannedTest): Listed {
  if (test.kind === "notReached") return { title, sends: [], skipped: `${test.reason}: ${test.because}` };
  return { title, sends: framesIn(test.steps), skipped: "" };
}

/** Payloads and texts of all steps, whatever their kind, those inside other steps included. */
function framesIn(steps: readonly object[]): string[] {
  return steps.flatMap((step) => {
    const frame = "payload" in step ? frameOf(step.payload) : "text" in step ? String(step.text) : null;
    const inner = "steps" in step && Array.isArray(step.steps) ? framesIn(step.steps) : [];
    return [...(frame === null ? [] : [frame]), ...inner];
  });
}

/** Null for a value that is only made up when the test runs. */
function frameOf(payload: unknown): string | null {
  const json = jsonOf(payload);
  return json === null && payload !== null ? null : JSON.stringify(json);
}

function jsonOf(payload: unknown): unknown {
  return typeof payload === "object" && payload !== null && "json" in payload ? payload.json : payload;
}
