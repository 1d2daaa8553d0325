import type { ExpectedOutcome } from "../expected-outcome.ts";
import { isObject, type Json } from "../../contract/json.ts";
import { type Payload, plain } from "../payload.ts";
import type { MadeUp, PlannedFile, PlannedGroup, PlannedTest } from "../plan.ts";
import type { HandshakeForm, Step, StepKind } from "../step.ts";
import { serviceNames } from "./service-names.ts";

/** What a template sees of a step: its kind and flat fields. Values to be written are strings, numbers or payloads. */
export type StepView = { readonly kind: StepKind } & { readonly [field: string]: ViewValue };
type ViewValue = string | number | boolean | Payload | readonly Payload[] | readonly StepView[];

export interface TestView {
  readonly pending: boolean;
  readonly title: string;
  readonly options: Payload;
  /** It is tried with many values; the next three say which: `any.valid("chat", "ping")`, and under what name. */
  readonly property: boolean;
  readonly any: string;
  readonly words: readonly string[];
  readonly value: string;
  /** What the body takes of the service. */
  readonly names: readonly string[];
  readonly steps: readonly StepView[];
}

export interface FileView {
  readonly document: string;
  readonly title: string;
  readonly expects: boolean;
  /** What the file takes of the contract, in a fixed order. */
  readonly takes: readonly string[];
  readonly groups: readonly GroupView[];
}

export interface GroupView {
  readonly title: string;
  readonly place: string;
  readonly tests: readonly TestView[];
}

/** One file as its templates see it. */
export function fileView(document: string, file: PlannedFile): FileView {
  const tests = file.groups.flatMap((group) => group.tests);
  return {
    document,
    title: file.title,
    expects: tests.some((test) => test.kind === "scenario" && expects(test.steps)),
    takes: takenBy(tests),
    groups: file.groups.map(({ title, place, tests: own }: PlannedGroup) => ({
      title,
      place,
      tests: own.map(testView),
    })),
  };
}

function takenBy(tests: readonly PlannedTest[]): string[] {
  const scenarios = tests.filter((test) => test.kind === "scenario");
  return [
    ...(scenarios.some(({ any }) => any !== null) ? ["any"] : []),
    ...(scenarios.length < tests.length ? ["notReached"] : []),
    ...(scenarios.length > 0 ? ["scenario"] : []),
  ];
}

function testView(test: PlannedTest): TestView {
  const { title } = test;
  if (test.kind === "notReached") {
    const { covers, reason, because } = test;
    return {
      pending: true,
      title,
      options: plain({ covers: [...covers], reason, because }),
      ...anyView(null),
      names: [],
      steps: [],
    };
  }
  const options: { [name: string]: Json } = { covers: [...test.covers] };
  if (test.exclusive !== false) options["exclusive"] = test.exclusive;
  if (test.unspecified !== "") options["unspecified"] = test.unspecified;
  return {
    pending: false,
    title,
    options: plain(options),
    ...anyView(test.any),
    names: serviceNames(test.steps),
    steps: test.steps.map(stepView),
  };
}

function anyView(any: MadeUp | null): Pick<TestView, "property" | "any" | "words" | "value"> {
  if (any === null) return { property: false, any: "", words: [], value: "" };
  const { kind, channel, message, name } = any;
  return { property: true, any: kind, words: message === "" ? [channel] : [channel, message], value: name };
}

/** Steps that state nothing by themselves. */
const SILENT: ReadonlySet<StepKind> = new Set([
  "connect",
  "send",
  "ended",
  "next",
  "sendText",
  "sendJson",
  "sendBinary",
  "sendPadded",
  "fire",
  "handshake",
  "handshakeAt",
  "quiet",
  "triggered",
  "cut",
  "reset",
  "stopReading",
  "readOn",
  "restart",
]);

function expects(steps: readonly Step[]): boolean {
  return steps.some((step) => {
    if (step.kind === "attempts" || step.kind === "crowd" || step.kind === "repeat")
      return expects(step.steps);
    if (step.kind === "pushed") return hasEntries(step.values);
    return !SILENT.has(step.kind);
  });
}

/** One step as its template sees it. What most steps need is the same for all: see `flat`. */
export function stepView(step: Step): StepView {
  switch (step.kind) {
    case "connect":
      return { kind: step.kind, client: step.client, ...handshakeView(step.handshake) };
    case "handshake":
      return { kind: step.kind, answer: step.answer, ...handshakeView(step.handshake) };
    case "converse":
    case "converseAny":
      return { ...step, succeeds: step.claim === "succeed", ifTaken: step.claim === "succeedIfTaken" };
    case "pushed":
      return { ...step, messages: oneOrAll(step.messages), carries: hasEntries(step.values) };
    case "closedByServer":
      return { ...step, codes: codesView(step.codes) };
    case "sendPadded": {
      const text = JSON.stringify(step.payload.json);
      return { ...step, length: step.bytes - Buffer.byteLength(text) + text.length };
    }
    default:
      return flat(step);
  }
}

type PlainStep = Exclude<
  Step,
  { kind: "connect" | "handshake" | "converse" | "converseAny" | "pushed" | "closedByServer" | "sendPadded" }
>;

/** Subjects become fields of the step itself; outcomes and inner steps become views. */
function flat(step: PlainStep): StepView {
  if ("steps" in step) return { ...step, steps: step.steps.map(stepView) };
  if (step.kind === "refusedWith") return { ...step, outcomes: outcomeViews(step.outcomes) };
  if (!("subject" in step)) return step;
  const { subject, ...rest } = step;
  if (rest.kind === "refused") return { ...rest, ...subject, outcomes: outcomeViews(rest.outcomes) };
  return { ...rest, ...subject };
}

function handshakeView(form: HandshakeForm): { channel: string; asked: boolean; options: Payload } {
  const options = handshakeOptions(form);
  return { channel: form.channel, asked: hasEntries(options), options };
}

function hasEntries({ json }: Payload): boolean {
  return isObject(json) && Object.keys(json).length > 0;
}

function codesView(codes: readonly number[] | "any"): Payload {
  return codes === "any" ? plain("any") : oneOrAll(codes);
}

function oneOrAll(values: readonly (string | number)[]): Payload {
  const [only, ...others] = values;
  return plain(only !== undefined && others.length === 0 ? only : values);
}

function outcomeViews(outcomes: readonly ExpectedOutcome[]): Payload[] {
  return outcomes.map((outcome) => plain({ ...outcome }));
}

/** Only what is asked for, in the order in which people read it. */
function handshakeOptions(form: HandshakeForm): Payload {
  const options: { [name: string]: Json } = {};
  if (form.as !== "") options["as"] = form.as;
  if (form.parameters.length > 0) options["parameters"] = Object.fromEntries(form.parameters);
  if (form.query.length > 0) options["query"] = Object.fromEntries(form.query);
  if (form.headers.length > 0) options["headers"] = Object.fromEntries(form.headers);
  if (form.credentials.length > 0) options["credentials"] = Object.fromEntries(form.credentials);
  if (form.without.length > 0) options["without"] = form.without;
  if (!form.answers) options["answers"] = false;
  if (form.expects !== "") options["expects"] = form.expects;
  const holes =
    form.as === "numbered"
      ? [{ at: "/as", code: { kind: "numbered", text: "client-", digits: 0 } as const }]
      : [];
  return { json: options, holes };
}
