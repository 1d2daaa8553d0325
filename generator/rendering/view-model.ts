import type { StepKind } from "../step.ts";
import type { FileView, GroupView, TestView } from "./view.ts";

/** How a template may use a field: what it writes with, and what `each` goes through. */
export type FieldKind =
  /** Any text: `literal`, `comment`. */
  | "text"
  /** A number: `literal`, `comment`. */
  | "number"
  /** A JSON value, perhaps with code in it: `literal`. */
  | "value"
  /** A variable or function of the test, "" where there is none: `name`. */
  | "name"
  /** Yes or no: `if`, `unless`. */
  | "flag"
  /** A list: `each`, `if`. */
  | "groups"
  | "tests"
  | "steps"
  | "names"
  | "texts"
  | "values";

/** A field of a view, and what it means. */
export type Field = readonly [kind: FieldKind, says: string];
export type View = { readonly [field: string]: Field };

/** Views that templates see but for those of steps: what `file`, `tests` and the inside of a test are made of. */
export const FRAME_VIEWS: {
  readonly file: { readonly [field in keyof FileView]: Field };
  readonly group: { readonly [field in keyof GroupView]: Field };
  readonly test: { readonly [field in keyof TestView]: Field };
} = {
  file: {
    document: ["text", "the document's file name"],
    title: ["text", "title of the outer `describe`: family and channel"],
    expects: ["flag", "any test of the file uses `expect`"],
    takes: ["names", "what the file takes of the contract: `any`, `notReached`, `scenario`"],
    groups: ["groups", "operations, messages, kinds of bad input"],
  },
  group: {
    title: ["text", 'title of the inner `describe`; "": the tests stand in the outer one'],
    place: ["text", "where the group's subject stands in the document"],
    tests: ["tests", "its tests; every one has to be rendered"],
  },
  test: {
    pending: ["flag", "can't be run: `options` has the reason"],
    title: ["text", "the claim"],
    options: ["value", "places covered, and what else `scenario` or `notReached` has to know"],
    property: ["flag", "it is tried with many values: `any`, `words` and `value` say with which"],
    any: ["name", "kind of values: `valid`, `broken`, `walk`"],
    words: ["texts", "channel, and message if it is about one"],
    value: ["name", "variable for the value"],
    names: ["names", "functions that the body takes: `connect`, `handshake`, ..."],
    steps: ["steps", "what the body does"],
  },
};

const client: Field = ["name", "the connection"];
const message: Field = ["text", "name of the message"];
const payload: Field = ["value", "what is sent"];
const frame: Field = ["name", "variable for the frame that was sent"];
const exchange: Field = ["name", "variable of the exchange"];
const answer: Field = ["name", "variable of the handshake's answer"];
const values: Field = ["value", "values by JSON pointer"];
const sequence: Field = ["text", "the sequence promised"];
const outcomes: Field = ["values", "outcomes, any one of which is right"];
const steps: Field = ["steps", "what stands inside"];
const times: Field = ["number", "how often"];
const subject: View = {
  of: ["name", "variable that the expectation is about"],
  wait: ["name", '"", or what of it is awaited: `ended`, `quiet`, `refusal`'],
};
const handshake: View = {
  channel: ["text", "name of the channel"],
  asked: ["flag", "`options` has any"],
  options: ["value", "as whom, and with what"],
};

/** What each kind of step has; the template of its name sees it. */
export const STEP_VIEWS: { readonly [kind in StepKind]: View } = {
  connect: { client, ...handshake },
  opened: { client, sequence },
  send: { exchange, client, message, payload },
  converse: {
    client,
    message,
    payload,
    claim: ["text", "`succeed` or `accepted`"],
    succeeds: ["flag", "success is demanded, not only acceptance"],
  },
  converseAny: {
    client,
    message,
    payload,
    claim: ["text", "`succeed` or `accepted`"],
    succeeds: ["flag", "success is demanded, not only acceptance"],
  },
  walk: { client, payload },
  ended: { replies: ["name", "variable for all replies"], exchange },
  next: { exchange, message },
  follow: { ...subject, sequence },
  succeed: subject,
  succeedIfTaken: subject,
  accepted: subject,
  carry: { ...subject, values },
  echo: { ...subject, values },
  sendText: { frame, client, text: ["text", "exactly what is sent"] },
  sendJson: { frame, client, payload },
  sendBinary: { frame, client, text: ["text", "what is sent, as bytes of UTF-8"] },
  undecodable: { client, bytes: ["value", "bytes that are no UTF-8"] },
  sendPadded: {
    frame,
    client,
    payload,
    text: ["name", "variable for the text"],
    bytes: ["number", "size of the frame"],
    length: ["number", "its length in UTF-16 units, as `padEnd` counts"],
  },
  fire: { client, payload },
  repeat: { times, steps },
  refused: { ...subject, reject: ["text", "kind of bad input"], outcomes },
  harmless: { ...subject, reject: ["text", "kind of bad input"] },
  passed: subject,
  handshake: { answer, ...handshake },
  handshakeAt: { answer, path: ["text", "the path tried"] },
  refusedWith: { answer, outcomes },
  pushed: {
    client,
    messages: ["value", "name of the message, or of several"],
    values,
    carries: ["flag", "`values` has any"],
  },
  triggered: { client, message },
  quiet: { meanwhile: ["name", 'variable for what came; "": nobody looks'], client },
  none: { ...subject, message },
  close: { client, code: ["number", "the close code"] },
  cut: { client },
  reset: { client },
  stopReading: { client },
  readOn: { client },
  restart: {},
  closedByServer: { client, codes: ["value", "the codes promised"] },
  attempts: { times, steps, interrupted: ["name", "variable of the exchange that is interrupted"] },
  crowd: { count: ["number", "how many clients"], steps },
};

/** What every step has. */
export const KIND: Field = ["text", "the step's kind: the name of its template"];

/** The step kinds in the order of their definition. */
export const STEP_KINDS: readonly StepKind[] = Object.keys(STEP_VIEWS) as StepKind[]; // the keys of a mapped type over all kinds
