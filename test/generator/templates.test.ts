import { expect } from "chai";
import Handlebars from "handlebars";
import type { PlannedFile } from "../../generator/index.ts";
import { templateSources } from "../../generator/rendering/templates.ts";
import { fileView, stepView } from "../../generator/rendering/view.ts";
import type { StepKind } from "../../generator/step.ts";
import { STEP_SAMPLES } from "./step-samples.ts";

const KINDS = Object.keys(STEP_SAMPLES) as StepKind[]; // the keys of a mapped type over all kinds
const HELPERS = ["literal", "comment", "name", "lookup", "if", "each"];

const FILE: PlannedFile = {
  path: "stream/chat.test.ts",
  family: "stream",
  channel: "chat",
  title: "stream - chat",
  groups: [
    {
      title: "say",
      place: "#/operations/say",
      tests: [
        {
          kind: "scenario",
          title: "streams",
          covers: ["#"],
          exclusive: true,
          unspecified: "x",
          any: null,
          steps: [STEP_SAMPLES.send],
        },
      ],
    },
  ],
};

/** What each template sees, outermost first. Partials of steps see the step, `subject` and `claim` what includes them. */
function viewFor(template: string): object {
  const file = fileView("asyncapi.yaml", FILE);
  const [group] = file.groups;
  const [test] = group?.tests ?? [];
  if (template === "file") return file;
  if (template === "tests") return group ?? {};
  if (template === "names" || template === "steps") return test ?? {};
  if (template === "subject") return stepView(STEP_SAMPLES.follow);
  if (template === "claim") return stepView(STEP_SAMPLES.converse);
  return stepView(STEP_SAMPLES[template as StepKind]); // every other template is a step's: see the first test
}

/** What this test looks at of Handlebars' syntax tree. */
interface Node {
  readonly type: string;
  readonly original?: string;
  readonly data?: boolean;
  readonly path?: Node;
  readonly params?: readonly Node[];
  readonly program?: Program;
  readonly inverse?: Program;
}
interface Program {
  readonly body: readonly Node[];
}

/** Fields that a template reads and its view does not have; `strict` is silent about them in `if` and `each`. */
function unknownFields({ body }: Program, view: unknown): string[] {
  return body.flatMap((node) => unknownIn(node, view));
}

function unknownIn(node: Node, view: unknown): string[] {
  const { type, original = "", path, params = [], program, inverse } = node;
  if (type === "PathExpression")
    return node.data === true || original === "this" || has(view, original) ? [] : [original];
  const fields = params.flatMap((param) => unknownIn(param, view));
  if (type === "MustacheStatement" || type === "SubExpression")
    return params.length > 0 || path === undefined ? fields : unknownIn(path, view);
  const inner = path?.original === "each" ? first(view, params[0]?.original ?? "") : view;
  return [
    ...fields,
    ...(program === undefined ? [] : unknownFields(program, inner)),
    ...(inverse === undefined ? [] : unknownFields(inverse, view)),
  ];
}

function parsed(source: string): Program {
  return Handlebars.parse(source) as unknown as Program; // its own types name each node; only these fields are read
}

function has(view: unknown, field: string): boolean {
  return typeof view === "object" && view !== null && field in view;
}

function first(view: unknown, field: string): unknown {
  const list: unknown = (view as { [name: string]: unknown })[field];
  return Array.isArray(list) ? list[0] : undefined;
}

describe("the templates", () => {
  const sources = templateSources();

  it("are one for each kind of step, and the frame around them", () => {
    const frame = ["file", "tests", "steps", "names", "subject", "claim"];
    expect([...sources.keys()].sort()).to.deep.equal([...frame, ...KINDS].sort());
  });

  for (const [name, source] of sources) {
    it(`${name} reads only what its view has`, () => {
      expect(unknownFields(parsed(source), viewFor(name))).to.deep.equal([]);
    });

    it(`${name} has no logic but each and if, and writes no value raw`, () => {
      expect(source).not.to.include("{{{");
      for (const [, open] of source.matchAll(/\{\{#(\w+)/g)) expect(["if", "each"]).to.include(open);
      for (const [, word = ""] of source.matchAll(/\{\{([a-zA-Z]\w*)/g))
        if (word !== "else") expect(HELPERS).to.include(word);
    });
  }

  it("knows a field that a view lacks", () => {
    expect(unknownFields(parsed("{{#if missing}}{{literal gone}}{{/if}}"), {})).to.deep.equal([
      "missing",
      "gone",
    ]);
  });
});
