import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { checkTemplates } from "../../generator/rendering/check-templates.ts";
import { readTemplates } from "../../generator/rendering/template-set.ts";
import { fileView, stepView } from "../../generator/rendering/view.ts";
import {
  type FieldKind,
  FRAME_VIEWS,
  KIND,
  STEP_VIEWS,
  type View,
} from "../../generator/rendering/view-model.ts";
import type { StepKind } from "../../generator/step.ts";
import { randomPlan } from "./random-plan.ts";
import { STEP_SAMPLES } from "./step-samples.ts";
import { templateTables } from "./template-tables.ts";

const KINDS = Object.keys(STEP_SAMPLES) as StepKind[]; // the keys of a mapped type over all kinds

/** Does a value that a view really has fit what the model says of its field? */
function fits(kind: FieldKind, value: unknown): boolean {
  switch (kind) {
    case "text":
      return typeof value === "string";
    case "name":
      return typeof value === "string" && /^([A-Za-z_$][\w$]*)?$/.test(value);
    case "number":
      return typeof value === "number";
    case "flag":
      return typeof value === "boolean";
    case "value":
      return isPayload(value);
    case "values":
      return Array.isArray(value) && value.every(isPayload);
    case "names":
    case "texts":
      return Array.isArray(value) && value.every((one) => typeof one === "string");
    default:
      return Array.isArray(value) && value.every((one) => typeof one === "object");
  }
}

function isPayload(value: unknown): boolean {
  return typeof value === "object" && value !== null && "json" in value && "holes" in value;
}

function differences(view: object, model: View): string[] {
  const known = new Set([...Object.keys(view), ...Object.keys(model)]);
  return [...known].filter((field) => {
    const kind = model[field]?.[0];
    return kind === undefined || !fits(kind, Reflect.get(view, field));
  });
}

describe("the view model of templates", () => {
  for (const kind of KINDS)
    it(`is what a step of the kind ${kind} has`, () => {
      expect(differences(stepView(STEP_SAMPLES[kind]), { kind: KIND, ...STEP_VIEWS[kind] })).to.deep.equal(
        [],
      );
    });

  it("is what files, groups and tests have", () => {
    for (const file of randomPlan(3).files) {
      const view = fileView("asyncapi.yaml", file);
      expect(differences(view, FRAME_VIEWS.file)).to.deep.equal([]);
      for (const group of view.groups) expect(differences(group, FRAME_VIEWS.group)).to.deep.equal([]);
      for (const test of view.groups.flatMap(({ tests }) => tests))
        expect(differences(test, FRAME_VIEWS.test)).to.deep.equal([]);
    }
  });

  it("tells a field that a view lacks, has besides, or has of another kind", () => {
    const view = { title: 1, more: "" };
    expect(differences(view, { title: ["text", ""], gone: ["text", ""] })).to.deep.equal([
      "title",
      "more",
      "gone",
    ]);
  });

  it("is what docs/templates.md lists", () => {
    const docs = readFileSync(join(import.meta.dirname, "../../docs/templates.md"), "utf8");
    const [, tables = ""] = /<!-- views -->\n([\s\S]*?)<!-- \/views -->/.exec(docs) ?? [];
    expect(tables.trim()).to.equal(templateTables());
  });
});

describe("our templates", () => {
  const templates = readTemplates();

  it("are one for each kind of step, and the frame around them", () => {
    const frame = ["file", "tests", "steps", "names", "subject", "claim"];
    expect([...templates.sources.keys()].sort()).to.deep.equal([...frame, ...KINDS].sort());
  });

  it("read only what their views have, and write no value raw", () => checkTemplates(templates));
});
