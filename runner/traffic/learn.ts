import { resolve } from "node:path";
import { type Contract, type Json, ToolError } from "../../contract/index.ts";
import {
  Course,
  documentOf,
  type Doubt,
  type Draft,
  loosen,
  nothingLoosened,
  type Notes,
  overlayComments,
  overlayOf,
  PASSES,
  proposalsOf,
  refusedOn,
} from "../../learning/index.ts";
import { statOf } from "../../contract/stat-of.ts";
import { filesOf, type Listener, readRecording } from "../../traffic/index.ts";
import { type Document, loadDocument } from "../document.ts";
import { hostChoice } from "./host-choice.ts";
import { type Trial, trial } from "./trial.ts";
import { writeNew } from "./write-new.ts";

export interface LearnOptions extends Document {
  /** Paths and patterns of recordings. */
  readonly recordings: readonly string[];
  /** Of connections whose handshake was not recorded: the channel's name, or its path where there is no document. */
  readonly channel: string;
  /** Hosts of whose WebSockets in an HTTP archive is learned; empty: those of the document. */
  readonly hosts: readonly string[];
  /** Where the proposal is written; "" for nowhere. */
  readonly out: string;
  /** Write over a file that is there. */
  readonly force: boolean;
}

/** What recordings propose: a first document, or an overlay for the one that `spec` names. */
export interface Learned {
  readonly kind: "document" | "overlay";
  readonly value: Json;
  /** The same, with comments; "" where nothing is proposed, which no overlay can say. */
  readonly text: string;
  readonly frames: number;
  readonly connections: number;
  readonly channels: number;
  /** Too rare to be a rule. */
  readonly doubts: readonly Doubt[];
  /** What the recordings themselves say of the proposal. */
  readonly trial: Trial;
  /** Connections on paths that were too many. */
  readonly left: number;
}

/** The proposal is heard with the same recordings so often, each time without what they break. */
const MOST_ROUNDS = 24;
const HEAD =
  " A proposal of `asyncproof learn`: what recorded traffic shows, with how often it was seen.\n Nothing of it is applied by itself. Read it, correct it, then keep it.";

/** Learns from recordings. `spec` "" for no document. */
export async function learn(options: LearnOptions): Promise<Learned> {
  const { cwd, spec, channel } = options;
  const files = await filesOf(options.recordings, cwd);
  for (const file of files) refusePipe(file, cwd);
  const contract = spec === "" ? null : (await loadDocument(options)).contract;
  const course = new Course(contract, channel);
  for (let pass = 1; pass <= PASSES; pass += 1) {
    for (const file of files) await heard(course, file, { options, contract, pass });
    course.next();
  }
  if (course.frames === 0)
    throw new ToolError("LEARN-NOTHING", "the recordings hold no frame to learn from", {
      hint: "record a conversation: `asyncproof proxy --record FILE`",
    });
  const learned = await settled(course, contract, options, files);
  if (options.out !== "" && learned.text !== "")
    await writeNew(resolve(cwd, options.out), learned.text, options.force);
  return learned;
}

/** What can be read only once would be empty, or wait without end, the second time. */
function refusePipe(file: string, cwd: string): void {
  if (statOf(resolve(cwd, file))?.isFile() !== false) return;
  throw new ToolError(
    "RECORDING-UNREADABLE",
    `${file} can be read only once, and learn reads it several times`,
    {
      where: file,
      hint: "write what comes from it into a file first",
    },
  );
}

interface Reading {
  readonly options: LearnOptions;
  readonly contract: Contract | null;
  readonly pass: number;
}

async function heard(course: Course, file: string, { options, contract, pass }: Reading): Promise<void> {
  const { cwd, talk } = options;
  // What is to be said of a file is said once, though it is read several times.
  const say = (text: string): void => {
    if (pass === 1) talk(text);
  };
  course.begin(file);
  const listener: Listener = {
    began: () => undefined,
    event: (event) => course.take(event),
    cutShort: (line) => say(`${file}:${line}: the recording ends in the middle of a line\n`),
  };
  const choice = hostChoice(contract, options, (text) => say(`${file}: ${text}\n`));
  await readRecording(resolve(cwd, file), listener, { ...choice, learns: true });
  course.end();
}

/** Takes back what the recordings break, until they break nothing more that was proposed. */
async function settled(
  course: Course,
  contract: Contract | null,
  options: LearnOptions,
  files: readonly string[],
): Promise<Learned> {
  const loosened = nothingLoosened();
  for (let round = 1; ; round += 1) {
    const notes: Notes = { comments: new Map(), doubts: [], dropped: loosened.words };
    const { value, comments } = proposed(course, contract, { loosened, notes });
    const { yamlText } = await import("../../contract/yaml-text.ts");
    const text = yamlText(value, comments, HEAD);
    const result = await trial({ text: isEmpty(value) ? null : text, contract, course, options, files });
    let again = false;
    for (const cause of result.causes)
      again =
        loosen(loosened, cause.violation, { course, contract: result.contract, channel: cause.channel }) ||
        again;
    if (again && round < MOST_ROUNDS) continue;
    const doubts = [...course.channels.values()].flatMap((lesson) => [
      ...lesson.doubts,
      ...refusedOn(lesson, loosened),
    ]);
    const kind = contract === null ? "document" : "overlay";
    const { frames, channels, paths } = course;
    const connections = [...paths.all.values()].reduce((sum, path) => sum + path.connections, 0);
    return {
      kind,
      value,
      text: isEmpty(value) ? "" : text,
      frames,
      connections,
      channels: channels.size,
      doubts: [...doubts, ...notes.doubts],
      trial: result.trial,
      left: paths.left,
    };
  }
}

function proposed(
  course: Course,
  contract: Contract | null,
  about: { readonly loosened: ReturnType<typeof nothingLoosened>; readonly notes: Notes },
): { readonly value: Draft; readonly comments: ReadonlyMap<string, string> } {
  const { loosened, notes } = about;
  if (contract === null) return { value: documentOf(course, loosened, notes), comments: notes.comments };
  const proposals = proposalsOf(course, contract, about);
  const comments = overlayComments(proposals, notes.comments);
  return { value: overlayOf(proposals, contract.document), comments };
}

/** An overlay without an action is none that can be read. */
function isEmpty({ actions }: Draft): boolean {
  return Array.isArray(actions) && actions.length === 0;
}
