import { assertNever } from "../assert-never.ts";
import type { CharacterSet, Edge, PatternNode } from "./pattern-node.ts";

/** One step of a matcher; `to` and `or` are numbers of steps. Backward steps read the character before. */
export type Step =
  | { readonly kind: "character"; readonly set: CharacterSet; readonly backward: boolean }
  | { readonly kind: "fork"; readonly to: number; readonly or: number }
  | { readonly kind: "edge"; readonly edge: Edge }
  | { readonly kind: "look"; readonly program: Program; readonly negative: boolean }
  | { readonly kind: "done" };

/** Steps in order; each but a fork leads to the next one. */
export type Program = readonly Step[];

/** Repetitions are written out; a program longer than this is none. */
const MOST_STEPS = 10_000;

/** The program of a pattern; null where it would be too long. */
export function programOf(pattern: PatternNode): Program | null {
  try {
    return new Writer(false).whole(pattern);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

class Writer {
  readonly #steps: Step[] = [];
  readonly #backward: boolean;

  constructor(backward: boolean) {
    this.#backward = backward;
  }

  whole(pattern: PatternNode): Program {
    this.#write(pattern);
    this.#add({ kind: "done" });
    return this.#steps;
  }

  #add(step: Step): number {
    if (this.#steps.length >= MOST_STEPS) throw new RangeError("too many steps");
    return this.#steps.push(step) - 1;
  }

  #write(node: PatternNode): void {
    switch (node.kind) {
      case "character":
        this.#add({ kind: "character", set: node.set, backward: this.#backward });
        return;
      case "edge":
        this.#add(node);
        return;
      case "look":
        this.#add({ kind: "look", program: new Writer(!node.ahead).whole(node.of), negative: node.negative });
        return;
      case "sequence":
        for (const part of this.#backward ? node.parts.toReversed() : node.parts) this.#write(part);
        return;
      case "choice":
        this.#choice(node.options);
        return;
      case "repeat":
        this.#repeat(node);
        return;
      default:
        assertNever(node);
    }
  }

  #choice(options: readonly PatternNode[]): void {
    const ends: number[] = [];
    for (const [index, option] of options.entries()) {
      const fork = index < options.length - 1 ? this.#add({ kind: "done" }) : null;
      this.#write(option);
      if (fork === null) break;
      ends.push(this.#add({ kind: "done" }));
      this.#steps[fork] = { kind: "fork", to: fork + 1, or: this.#steps.length };
    }
    for (const end of ends) this.#steps[end] = { kind: "fork", to: this.#steps.length, or: -1 };
  }

  #repeat({ of, least, most }: PatternNode & { readonly kind: "repeat" }): void {
    for (let time = 0; time < least; time += 1) this.#write(of);
    if (most === Infinity) {
      const fork = this.#add({ kind: "done" });
      this.#write(of);
      this.#add({ kind: "fork", to: fork, or: -1 });
      this.#steps[fork] = { kind: "fork", to: fork + 1, or: this.#steps.length };
      return;
    }
    const forks: number[] = [];
    for (let time = least; time < most; time += 1) {
      forks.push(this.#add({ kind: "done" }));
      this.#write(of);
    }
    for (const fork of forks) this.#steps[fork] = { kind: "fork", to: fork + 1, or: this.#steps.length };
  }
}
