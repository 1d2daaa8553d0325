import { assertNever } from "../assert-never.ts";
import type { Edge } from "./pattern-node.ts";
import type { Program, Step } from "./program.ts";

/** A text is too long for a pattern: nobody can tell in good time whether it matches. */
export class PatternUndecided extends RangeError {
  override readonly name: string = "PatternUndecided";
}

/** Each pair of a step and a position is tried once: so many are tried in about a second. */
const MOST_TRIES = 32_000_000;
const MOST_CHARACTERS = MOST_TRIES / 8;

/** Does the program match anywhere in the text? Takes time with length times steps. Throws PatternUndecided. */
export function matches(program: Program, text: string, flags: string): boolean {
  if (text.length > MOST_CHARACTERS) throw undecided(text.length);
  const characters = flags.includes("u") ? [...text] : text.split("");
  const match = new Match(characters);
  for (let start = 0; start <= characters.length; start += 1) if (match.from(program, start)) return true;
  return false;
}

class Match {
  readonly #text: readonly string[];
  /** What did not lead to a match from there, by program. */
  readonly #tried = new Map<Program, Uint8Array>();
  readonly #looked = new Map<Program, Map<number, boolean>>();
  #left = MOST_TRIES;

  constructor(text: readonly string[]) {
    this.#text = text;
  }

  from(program: Program, start: number): boolean {
    const width = program.length;
    const tried = this.#triedOf(program);
    const open: number[] = [start * width];
    for (let here = open.pop(); here !== undefined; here = open.pop()) {
      const bit = 1 << (here & 7);
      if (((tried[here >> 3] ?? 0) & bit) !== 0) continue;
      tried[here >> 3] = (tried[here >> 3] ?? 0) | bit;
      this.#spend(1);
      const number = here % width;
      const step = program[number];
      const position = (here - number) / width;
      if (step === undefined) continue;
      if (step.kind === "done") {
        // Some of what was tried leads here: only a failure may be remembered.
        this.#tried.delete(program);
        return true;
      }
      if (step.kind === "fork") {
        if (step.or >= 0) open.push(position * width + step.or);
        open.push(position * width + step.to);
        continue;
      }
      const next = this.#after(step, position);
      if (next >= 0) open.push(next * width + number + 1);
    }
    return false;
  }

  #triedOf(program: Program): Uint8Array {
    const found = this.#tried.get(program);
    if (found !== undefined) return found;
    const bytes = ((this.#text.length + 1) * program.length + 8) >> 3;
    // A fresh table costs as much as an eighth of what it holds.
    this.#spend(bytes >> 3);
    if (bytes > MOST_TRIES) throw undecided(this.#text.length);
    const fresh = new Uint8Array(bytes);
    this.#tried.set(program, fresh);
    return fresh;
  }

  #spend(tries: number): void {
    this.#left -= tries;
    if (this.#left < 0) throw undecided(this.#text.length);
  }

  /** Position behind the step; -1 where it does not match. */
  #after(step: Exclude<Step, { readonly kind: "fork" | "done" }>, position: number): number {
    switch (step.kind) {
      case "character": {
        const character = this.#text[step.backward ? position - 1 : position];
        if (character === undefined || !step.set.has(character)) return -1;
        return position + (step.backward ? -1 : 1);
      }
      case "edge":
        return this.#isAt(step.edge, position) ? position : -1;
      case "look":
        return this.#look(step.program, position) !== step.negative ? position : -1;
      default:
        return assertNever(step);
    }
  }

  #look(program: Program, position: number): boolean {
    const known = this.#looked.get(program) ?? new Map<number, boolean>();
    this.#looked.set(program, known);
    const found = known.get(position) ?? this.from(program, position);
    known.set(position, found);
    return found;
  }

  #isAt(edge: Edge, position: number): boolean {
    if (edge === "start") return position === 0;
    if (edge === "end") return position === this.#text.length;
    const isEdge = this.#isWord(position - 1) !== this.#isWord(position);
    return isEdge === (edge === "word");
  }

  #isWord(position: number): boolean {
    return /^\w$/.test(this.#text[position] ?? "");
  }
}

function undecided(length: number): PatternUndecided {
  return new PatternUndecided(`has ${length} characters, too many for its pattern to be decided in time`);
}
