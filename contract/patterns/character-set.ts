import type { CharacterSet } from "./pattern-node.ts";

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
/** Classes that have ASCII characters alone, and escapes that say which characters they mean. */
const PLAIN =
  /^(?:[!-[\]-~ ]|\\[dwtnrvf^$\\.*+?()[\]{}|/-]|\[(?!\^)(?:[ -Z^-~]|\\[dwtnrvf^$\\.*+?()[\]{}|/-])*\])$/;

/** The set that an atom of a regular expression means: a character, an escape, a class, or `.`. */
export function characterSet(source: string, flags: string): CharacterSet {
  const one = new RegExp(`^(?:${source})$`, flags);
  const ascii = ASCII.map((character) => one.test(character));
  return {
    ascii,
    beyond: !PLAIN.test(source),
    has: (character) => {
      const code = character.length === 1 ? character.charCodeAt(0) : 128;
      return code < 128 ? ascii[code] === true : one.test(character);
    },
  };
}
