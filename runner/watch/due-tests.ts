import { affectedTests, type Planned } from "../../generator/index.ts";
import { type Filter, passes } from "../filter.ts";
import type { Planned as Generated } from "../generate.ts";

/** Which tests have to be run: what came of them is not known since they, or what they talk to, changed. */
export class DueTests {
  /** What the tests were made of when they last ran; null: something has changed that concerns all. */
  #ran: Planned | null = null;
  #taken: Planned | null = null;
  /** Files that were written since. */
  readonly #written = new Set<string>();

  /** Something has changed that concerns every test. */
  everything(): void {
    this.#ran = null;
  }

  /** The due part of these tests, as far as the filter wants it; null where that is nothing. */
  take(generated: Generated, filter: Filter): Generated | null {
    const { made, contract, plan, testFiles, ownTests } = generated;
    this.#taken = { contract, plan };
    for (const path of made.written) this.#written.add(path);
    if (this.#ran === null) return generated;
    const { tests, promises } = affectedTests(this.#ran, this.#taken);
    const parts = new Map<string, readonly string[]>();
    const due = testFiles.filter((path) => {
      const affected = tests.get(path);
      // Written though none of its tests is another one: somebody had changed the file.
      if (affected === undefined) return this.#written.has(path);
      // What somebody has made of a file we do not know by its titles.
      if (made.kept.includes(path)) return true;
      const wanted = affected.filter((title) => passes(filter, title));
      parts.set(
        path,
        wanted.map((title) => title.join(" > ")),
      );
      return wanted.length > 0;
    });
    const own = promises ? ownTests : [];
    return due.length + own.length === 0 ? null : { ...generated, testFiles: due, ownTests: own, parts };
  }

  /** What was due is known now. */
  ran(): void {
    this.#ran = this.#taken;
    this.#written.clear();
  }
}
