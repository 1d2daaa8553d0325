import type { OutputFile } from "../../generator/writing/output-files.ts";

/** Two states of a folder: files of both, with other content, and files of one only. */
export const VARIANTS: readonly (readonly OutputFile[])[] = ["one", "two"].map((name) => [
  ...Array.from({ length: 20 }, (_, index) => file(`both/${index}.test.ts`, name)),
  ...Array.from({ length: 8 }, (_, index) => file(`${name}/${index}.test.ts`, name)),
]);

function file(path: string, name: string): OutputFile {
  return { path, text: `// ${name}\n${`${path}\n`.repeat(2000)}`, tests: { [name]: ["#"] } };
}
