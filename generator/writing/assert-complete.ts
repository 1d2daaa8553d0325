import { ToolError } from "../../contract/index.ts";
import type { PlannedFile, TestPlan } from "../plan.ts";
import type { RenderedFile } from "../render-tests.ts";
import type { TemplateSet } from "../rendering/template-set.ts";
import { textLiteral } from "../rendering/text-literal.ts";

/**
 * A template that leaves a test out would pass unseen: the planned tests, and no other, must stand in their file, in
 * their order. Throws TEMPLATE-INCOMPLETE.
 */
export function assertComplete(
  plan: TestPlan,
  rendered: readonly RenderedFile[],
  { folder }: TemplateSet,
): void {
  for (const [index, file] of plan.files.entries()) {
    const wrong = faultIn(file, rendered[index]?.text ?? "");
    if (wrong === "") continue;
    if (folder === null) throw new Error(`${file.path}: ${wrong}`);
    throw new ToolError("TEMPLATE-INCOMPLETE", `${file.path}: ${wrong}`, {
      where: folder,
      hint: "each test has to be rendered once, on a line of its own that begins with `it({{literal title}}`",
    });
  }
}

function faultIn(file: PlannedFile, text: string): string {
  const planned = file.groups.flatMap(({ tests }) => tests.map(({ title }) => title));
  const starts = [...text.matchAll(/^ *it\(\s*/gm)].map((match) => match.index + match[0].length);
  const missing = planned.findIndex((title, index) => {
    const start = starts[index];
    return start === undefined || !text.startsWith(textLiteral(title), start);
  });
  if (missing >= 0) return `the templates leave out the test ${JSON.stringify(planned[missing])}`;
  return starts.length === planned.length ? "" : `${planned.length} tests planned, ${starts.length} rendered`;
}
