import type { PlannedFile, TestPlan } from "./plan.ts";
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

/** The last text of each planned file, and what else it was made of: who generates again and again plans few anew. */
const texts = new WeakMap<PlannedFile, { readonly print: string; readonly text: string }>();

/** The plan as TypeScript. The same plan and templates give the same bytes. */
export function renderTests(plan: TestPlan, templates: TemplateSet = readTemplates()): RenderedFile[] {
  const print = JSON.stringify([plan.document, templates.folder, [...templates.sources]]);
  const template = compileTemplates(templates);
  return plan.files.map((file) => {
    const last = texts.get(file);
    const text = last?.print === print ? last.text : layout(template(fileView(plan.document, file)));
    texts.set(file, { print, text });
    const tests = file.groups.reduce((count, one) => count + one.tests.length, 0);
    return { path: file.path, text, tests };
  });
}
