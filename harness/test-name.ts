import { relative, sep } from "node:path";

/** How a test is called. */
export interface TestName {
  /** `<file>::<full title>`, the file relative to the working directory with forward slashes: as run events name it. */
  readonly id: string;
  readonly title: readonly string[];
  /** The shortest end of its title that no other test has; the whole title where there is none. */
  readonly grep: () => string;
}

export function testName(test: Mocha.Runnable): TestName {
  const file = test.file === undefined ? "" : relative(process.cwd(), test.file).split(sep).join("/");
  const title = test.titlePath();
  return { id: `${file}::${test.fullTitle()}`, title, grep: () => shortestEnd(title, titlesAround(test)) };
}

/** `--grep` looks for a part of the title, its parts joined by ` > `. */
function shortestEnd(title: readonly string[], all: readonly string[]): string {
  const ends = title.map((_, index) => title.slice(-index - 1).join(" > "));
  return ends.find((end) => all.filter((one) => one.includes(end)).length <= 1) ?? title.join(" > ");
}

/** Titles of all tests that this process has loaded. */
function titlesAround(test: Mocha.Runnable): string[] {
  let root = test.parent;
  while (root?.parent) root = root.parent;
  const titles: string[] = [];
  root?.eachTest((one) => void titles.push(one.titlePath().join(" > ")));
  return titles;
}
