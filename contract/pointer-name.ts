import type { Pointer } from "./model.ts";

/** Words that may stand before the `#` of a pointer, and are then no message's name. */
const WORDS = ["request", "reply", "handshake"] as const;
export type PointerWord = (typeof WORDS)[number];

function isWord(name: string): boolean {
  return WORDS.some((word) => word === name);
}

/** How a pointer names a message: by its name, in quotes where that is one of the words. */
export function pointerName(message: string): string {
  return isWord(message) ? `'${message}'` : message;
}

/** Does the pointer name this message? One of the words names none. */
export function isAbout({ of }: Pointer, message: string): boolean {
  // Asked of every reply: most names are plain ones.
  return of === message ? !isWord(of) : of.startsWith("'") && of === pointerName(message);
}

/** The message that a pointer names. */
export function messageOfPointer({ of }: Pointer): string {
  const [, word] = /^'(.+)'$/.exec(of) ?? [];
  return word !== undefined && isWord(word) ? word : of;
}
