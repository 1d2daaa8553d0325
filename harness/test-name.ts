import { relative, sep } from "node:path";

/** How a test is called. */
export interface TestName {
  /** `<file>::<full title>`, the file relative to the working directory with forward slashes: as run events name it. */
  readonly id: string;
  readonly title: readonly string[];
}

export function testName(test: Mocha.Runnable): TestName {
  const file = test.file === undefined ? "" : relative(process.cwd(), test.file).split(sep).join("/");
  return { id: `${file}::${test.fullTitle()}`, title: test.titlePath() };
}
