import { type Environment, redact, secretsOf } from "../config/index.ts";
import { commandless, oneLine, visibleJson } from "../contract/plain-text.ts";
import type { PlannedTest } from "../generator/index.ts";
import { considerate, consideredText } from "./considerate.ts";
import type { Document } from "./document.ts";
import { loadDocument } from "./document.ts";
import { FailedTests } from "./failed-tests.ts";
import { titleLine } from "./title-line.ts";
import { type Filter, passes } from "./filter.ts";
import { planOf } from "./generate.ts";
import { inShard } from "./shard.ts";

/** One planned test as `--list` shows it. */
interface Listed {
  readonly title: readonly string[];
  /** Frames that it sends, as far as a plan knows them. */
  readonly sends: readonly string[];
  /** Why it will be skipped; "" where it runs. */
  readonly skipped: string;
}

export interface ListOptions extends Document {
  readonly filter: Filter;
  readonly env: Environment;
  /** Only tests that failed when they last ran. */
  readonly failed: boolean;
  /** As a run would: bad input goes to other machines too. */
  readonly hostile: boolean;
}

/** `asyncproof run --list`: which tests there are and what each would send. Sends and writes nothing. */
export async function list(options: ListOptions, json: boolean): Promise<string> {
  const { contract } = await loadDocument(options);
  const { cwd, config, env, failed, hostile } = options;
  const filter = considerate(options.filter, config.url, hostile);
  const tests = planOf(contract, options).files.flatMap(({ title, groups }) =>
    groups.flatMap((group) =>
      group.tests.map((test) => listed([title, group.title, test.title].filter(Boolean), test)),
    ),
  );
  const only = failed ? await new FailedTests(cwd, config.out).last() : null;
  const passed = tests.filter((test) => passes({ ...filter, only }, test.title));
  const { shard } = filter;
  const mine =
    shard === null
      ? null
      : inShard(
          passed.map(({ title }) => titleLine(title)),
          shard,
        );
  const wanted = passed.filter(({ title }) => mine === null || mine.has(titleLine(title)));
  const note = json ? "" : consideredText(filter, config.url);
  return redact(`${textOf(wanted, json)}${note}`, secretsOf(config, env));
}

function textOf(wanted: readonly Listed[], json: boolean): string {
  if (json) return `${visibleJson({ tests: wanted }, 2)}\n`;
  return commandless(`${wanted.map(text).join("")}${wanted.length} tests\n`);
}

function listed(title: readonly string[], test: PlannedTest): Listed {
  if (test.kind === "notReached") return { title, sends: [], skipped: `${test.reason}: ${test.because}` };
  return { title, sends: framesIn(test.steps), skipped: "" };
}

function text({ title, sends, skipped }: Listed): string {
  const reason = skipped === "" ? "" : `    (skipped: ${oneLine(skipped)})\n`;
  return `${oneLine(title.join(" > "))}\n${sends.map((frame) => `    ${oneLine(shortened(frame))}\n`).join("")}${reason}`;
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

function shortened(frame: string): string {
  return frame.length <= 200 ? frame : `${frame.slice(0, 200)}... (${frame.length} characters)`;
}
