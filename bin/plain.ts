import { commandless, visible } from "../contract/plain-text.ts";

/** Text without colours of ours, as it may stand on standard output or error: nothing in it steers who reads it. */
export function plain(text: string): string {
  return commandless(visible(text));
}
