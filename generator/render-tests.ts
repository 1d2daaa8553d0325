import type { TestPlan } from "./plan.ts";
import { layout } from "./rendering/layout.ts";
import { readTemplates, type TemplateSet } from "./rendering/template-set.ts";
import { compileTemplates } from "./rendering/templates.ts";
import { fileView } from "./rendering/view.ts";

/** A file as it is to be written. */
export interface RenderedFile {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** How many tests it holds. */
  readonly tests: number;
}

/** The plan as TypeScript. The same plan and templates give the same bytes. */
export function renderTests(plan: TestPlan, templates: TemplateSet = readTemplates()): RenderedFile[] {
  const template = compileTemplates(templates);
  return plan.files.map((file) => ({
    path: file.path,
    text: layout(template(fileView(plan.document, file))),
    tests: file.groups.reduce((count, { tests }) => count + tests.length, 0),
  }));
}
