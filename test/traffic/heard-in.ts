import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ToolError } from "../../contract/index.ts";
import { type Circumstances, readRecording, type WireEvent } from "../../traffic/index.ts";
import { folderWith } from "../config/folder.ts";
import { PLAIN } from "./documents.ts";

export interface Heard {
  readonly circumstances: Circumstances;
  readonly events: readonly WireEvent[];
  /** Lines that end in their middle. */
  readonly cut: readonly number[];
}

/** What a recording with this content tells. */
export async function heardIn(content: string | Buffer): Promise<Heard> {
  const folder = folderWith({});
  const path = join(folder.path, "one.rec");
  writeFileSync(path, content);
  const events: WireEvent[] = [];
  const cut: number[] = [];
  let circumstances = PLAIN;
  try {
    await readRecording(path, {
      began: (header) => {
        circumstances = header;
      },
      event: (event) => events.push(event),
      cutShort: (line) => cut.push(line),
    });
  } finally {
    folder.remove();
  }
  return { circumstances, events, cut };
}

/** Why a recording with this content can't be read. */
export async function failureOf(content: string | Buffer): Promise<ToolError> {
  try {
    await heardIn(content);
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
  throw new Error("it was read");
}
