import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { ToolError } from "../contract/tool-error.ts";
import { type RunEvent, type TestFinished, verdictOf } from "../report/index.ts";
import { titleLine } from "./title-line.ts";

/** Which tests failed, kept beside the generated ones in the folder that git ignores. */
export class FailedTests {
  readonly #file: string;
  readonly #failed = new Set<string>();
  readonly #ran = new Set<string>();

  /** `out`: folder of the generated tests. */
  constructor(cwd: string, out: string) {
    this.#file = join(resolve(cwd, out), ".cache", "failed.json");
  }

  take(event: RunEvent): void {
    if (event.kind === "testFinished") this.#note(event);
  }

  /** Titles of the tests that failed when they last ran. Throws NO-FAILED where there are none. */
  async last(): Promise<readonly string[]> {
    const titles = await this.#read();
    if (titles.length > 0) return titles;
    throw new ToolError("NO-FAILED", "no test failed when it last ran", {
      hint: "run without --failed; what fails then is remembered",
    });
  }

  /**
   * Remembers what failed now, and what failed before and did not run now. Throws FAILED-UNWRITABLE: a list that is not
   * the last run's would leave tests out of `--failed`. Where nothing has changed nothing is written.
   */
  async save(): Promise<void> {
    const known = await this.#read();
    const titles = [...new Set([...known.filter((title) => !this.#ran.has(title)), ...this.#failed])];
    if (titles.join("\n") === known.join("\n")) return;
    try {
      await mkdir(dirname(this.#file), { recursive: true });
      await writeFile(this.#file, `${JSON.stringify(titles, null, 2)}\n`);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new ToolError("FAILED-UNWRITABLE", `which tests failed can't be remembered: ${why}`, {
        where: this.#file,
        hint: "--out names a folder that can be written to",
      });
    }
  }

  #note(test: TestFinished): void {
    const title = titleLine(test.title);
    this.#ran.add(title);
    const verdict = verdictOf(test);
    if (verdict === "violated" || verdict === "error") this.#failed.add(title);
  }

  /** What cannot be read counts as nothing: the next run writes it anew. */
  async #read(): Promise<readonly string[]> {
    try {
      const titles: unknown = JSON.parse(await readFile(this.#file, "utf8"));
      return Array.isArray(titles) ? titles.filter((title) => typeof title === "string") : [];
    } catch {
      return [];
    }
  }
}
