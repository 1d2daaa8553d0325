import { wordsOf } from "../../samples/index.ts";

/** What a variable of a generated test can't be called: the language's words and what every file has in scope. */
const TAKEN: ReadonlySet<string> = new Set(
  (
    "arguments await async break case catch class const continue debugger default delete do else enum eval export " +
    "extends false finally for function get if implements import in instanceof interface let new null of package " +
    "private protected public return set static super switch this throw true try typeof undefined var void while " +
    "with yield NaN Infinity Object Array JSON String Promise URL Uint8Array TextEncoder " +
    "n index describe it expect contractAt scenario notReached connect handshake handshakeAt attempts env"
  ).split(" "),
);

/** Gives each variable of one test its own name. */
export interface NamePool {
  /** The name itself where it is free, else with a number: `prompt`, `prompt2`. `spare` replaces what can't be a name. */
  take(wanted: string, spare: string): string;
}

export function createNamePool(): NamePool {
  const taken = new Set<string>();
  return {
    take(wanted, spare) {
      const name = identifierOf(wanted, spare);
      let free = name;
      for (let turn = 2; taken.has(free); turn += 1) free = `${name}${turn}`;
      taken.add(free);
      return free;
    },
  };
}

/** A name in camel case, letters and digits of ASCII alone; never a word of the language. */
export function identifierOf(wanted: string, spare: string): string {
  const [first = "", ...others] = wordsOf(wanted).map((word) => word.replace(/[^a-z0-9]/g, ""));
  const name = first + others.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
  if (name === "" || name.length > 40) return spare;
  const capital = name.slice(0, 1).toUpperCase() + name.slice(1);
  return /^\d/.test(name) || TAKEN.has(name) ? `${spare}${capital}` : name;
}
