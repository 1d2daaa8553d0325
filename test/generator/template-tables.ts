import { FRAME_VIEWS, STEP_KINDS, STEP_VIEWS, type View } from "../../generator/rendering/view-model.ts";

/** The tables of docs/templates.md, as the view model has them. */
export function templateTables(): string {
  const frames = Object.entries(FRAME_VIEWS).map(([name, view]) => `### A ${name}\n\n${table(view)}`);
  const steps = STEP_KINDS.map((kind) => `#### \`${kind}\`\n\n${table(STEP_VIEWS[kind])}`);
  return [...frames, "### A step\n\nEach has its `kind`, and:", ...steps].join("\n\n");
}

function table(view: View): string {
  const rows = Object.entries(view).map(([field, [kind, says]]) => `| \`${field}\` | ${kind} | ${says} |`);
  return ["| field | kind | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}
