import { statOf } from "../../contract/stat-of.ts";
import { ToolError } from "../../contract/tool-error.ts";

/** Does a file that begins so hold a recording of ours? */
export function isRecordingHead(text: string): boolean {
  return /^\s*\{\s*"asyncproof"\s*:\s*"recording"/.test(text);
}

/**
 * Refuses to write where something lies that nobody can make again. Empty files, devices and pipes have nothing to
 * lose. Throws RECORDING-EXISTS; `where`: what the user wrote, if not the path.
 */
export function refuseKept(path: string, where: string = path): void {
  const there = statOf(path);
  if (there === null || !there.isFile() || there.size === 0n) return;
  const what = where === path ? "the file of the recording is there already" : "a recording is there already";
  throw new ToolError("RECORDING-EXISTS", what, {
    where,
    hint: "traffic can't be recorded again: name another file, or remove this one",
  });
}
