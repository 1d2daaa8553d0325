import { redact } from "../config/index.ts";
import type { Side } from "../contract/frame.ts";
import type { ConnectionId, FrameId } from "../judge/model.ts";

/** One line of a scenario's transcript. */
export interface LoggedFrame {
  /** Null for what is no frame: the open, a close, a refusal. */
  readonly frame: FrameId | null;
  readonly at: number;
  readonly connection: ConnectionId;
  readonly from: Side;
  /** Message name, or `text`, `binary`, `open`, `close 1000`, `refused 401`. */
  readonly label: string;
  /** Content, redacted, shortened. */
  readonly text: string;
}

const LONGEST = 4_000;
/** Read beyond the cut, so that a secret that lies across it is still seen whole. */
const BEYOND = 4_000;
/** The beginning of a JWT at the end of a text that was cut. */
const CUT_TOKEN = /\beyJ[\w.-]*$/;

/** Text for the transcript: without secrets, and cut to what a person reads, with its length said. */
export function loggedText(text: string, secrets: readonly string[]): string {
  if (text.length <= LONGEST) return redact(text, secrets);
  // Only the head is searched: a flood of large frames would cost too much.
  const head = redact(text.slice(0, LONGEST + BEYOND), secrets)
    .slice(0, LONGEST)
    .replace(CUT_TOKEN, "***");
  return `${head}… (${text.length} characters)`;
}
