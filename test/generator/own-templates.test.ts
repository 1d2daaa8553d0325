import { expect } from "chai";
import { ToolError } from "../../contract/index.ts";
import { type PlannedFile, renderTests, type TestPlan } from "../../generator/index.ts";
import { readTemplates } from "../../generator/rendering/template-set.ts";
import { assertComplete } from "../../generator/writing/assert-complete.ts";
import { folderWith } from "../config/folder.ts";
import { STEP_SAMPLES } from "./step-samples.ts";

const FILE: PlannedFile = {
  path: "stream/chat.test.ts",
  family: "stream",
  channel: "chat",
  title: "stream - chat",
  groups: [
    {
      title: "say",
      place: "#/operations/say",
      tests: ["streams", "ends"].map((title) => ({
        kind: "scenario",
        title,
        covers: ["#"],
        exclusive: true,
        unspecified: "",
        any: null,
        steps: [STEP_SAMPLES.connect, STEP_SAMPLES.send, STEP_SAMPLES.ended],
      })),
    },
  ],
};
const PLAN: TestPlan = { document: "asyncapi.yaml", seed: 1, files: [FILE] };

/** What our plan looks like with templates of a user. */
function rendered(files: { readonly [name: string]: string }): string {
  const folder = folderWith(files);
  try {
    const templates = readTemplates(".", folder.path);
    const all = renderTests(PLAN, templates);
    assertComplete(PLAN, all, templates);
    return all[0]?.text ?? "";
  } finally {
    folder.remove();
  }
}

/** `CODE place: message`, and the hint. */
function fault(files: { readonly [name: string]: string }): string {
  try {
    rendered(files);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const { code, where, message, hint } = error;
    const place =
      typeof where === "object" && where !== null ? `${where.file}:${where.line}:${where.column}` : where;
    return `${code} ${place}: ${message}; ${hint}`;
  }
  return "none";
}

const TESTS =
  "{{#each tests}}\nit({{literal title}}, scenario({{literal options}}, async () => {\n{{> steps}}\n}));\n{{/each}}\n";

describe("templates of one's own", () => {
  it("take the place of ours one by one; all others stay", () => {
    const text = rendered({
      "steps/send.hbs": "// sends {{comment message}}\nclient.say({{literal payload}});\n",
    });
    expect(text)
      .to.include("// sends say\n")
      .and.to.include("client.say({")
      .and.to.include("await say.ended()");
  });

  it("may have partials of their own", () => {
    const text = rendered({ "tests.hbs": `{{> parts}}${TESTS}`, "parts.hbs": "// {{comment title}}\n" });
    expect(text).to.include("  // say\n");
  });

  for (const [name, files, want] of [
    [
      "an unknown field",
      { "steps/send.hbs": "ok\n  {{literal mesage}}" },
      "TEMPLATE steps/send.hbs:2:13: unknown field `mesage`; did you mean `message`?",
    ],
    [
      "an unknown field in a condition",
      { "tests.hbs": "{{#if titel}}{{/if}}" },
      "TEMPLATE tests.hbs:1:7: unknown field `titel`; did you mean `title`?",
    ],
    [
      "an unknown template",
      { "file.hbs": "\n{{> test}}" },
      "TEMPLATE file.hbs:2:1: there is no template `test`; did you mean `tests`?",
    ],
    [
      "an unknown helper",
      { "file.hbs": "{{litteral title}}" },
      "TEMPLATE file.hbs:1:1: unknown helper `litteral`; did you mean `literal`?",
    ],
    [
      "an unknown block",
      { "file.hbs": "{{#with title}}{{/with}}" },
      "TEMPLATE file.hbs:1:1: unknown block `with`; known here: `if`, `unless`, `each`",
    ],
    [
      "a block that is not closed",
      { "file.hbs": "a\nb {{#if title}}" },
      "TEMPLATE file.hbs:2:16: a block is opened and never closed; docs/templates.md shows what may stand in a template",
    ],
    [
      "a block closed by another",
      { "file.hbs": "{{#if title}}\n{{/each}}" },
      "TEMPLATE file.hbs:1:4: if doesn't match each; docs/templates.md shows what may stand in a template",
    ],
    [
      "a value that could become code",
      { "file.hbs": "{{title}}" },
      "TEMPLATE file.hbs:1:1: `title` is written as it is, and could become code; write {{literal title}}, {{comment title}} or {{name title}}",
    ],
    [
      "three braces",
      { "file.hbs": "{{{title}}}" },
      "TEMPLATE file.hbs:1:1: `title` is written as it is, and could become code; write {{literal title}}, {{comment title}} or {{name title}}",
    ],
    [
      "a literal in quotes",
      { "file.hbs": '"{{literal title}}"' },
      "TEMPLATE file.hbs:1:2: `literal` inside of quotes could become code; `literal` brings its own quotes",
    ],
    [
      "a comment outside of one",
      { "file.hbs": "x {{comment title}}" },
      "TEMPLATE file.hbs:1:3: `comment` outside of a comment could become code; put `//` before it on its line, or write `literal`",
    ],
    [
      "a helper that can't write the field",
      { "steps/send.hbs": "{{name message}}" },
      "TEMPLATE steps/send.hbs:1:1: `name` can't write `message`, which is a text; write `literal` or `comment`",
    ],
    [
      "going through what is no list",
      { "steps/send.hbs": "{{#each message}}{{/each}}" },
      "TEMPLATE steps/send.hbs:1:1: `each` goes through a list, and `message` is a text; write `if`",
    ],
    ["a name that is empty", { "steps/send.hbs": "\n{{name exchange}}{{literal message}}" }, "none"],
    [
      "a template that nobody includes",
      { "steps/sent.hbs": "x" },
      "TEMPLATE steps/sent.hbs:1:1: no template includes `sent`, and asyncproof has none of that name; did you mean `send`?",
    ],
    [
      "a template in the wrong folder",
      { "send.hbs": "x" },
      "TEMPLATES send.hbs: the template `send` stands in the wrong place; give it steps/send.hbs",
    ],
    [
      "a folder without templates",
      { "readme.md": "x" },
      "TEMPLATES .: a folder without templates; templates end in .hbs; docs/templates.md lists them",
    ],
    [
      "a test left out",
      { "tests.hbs": "" },
      'TEMPLATE-INCOMPLETE .: stream/chat.test.ts: the templates leave out the test "streams"',
    ],
    [
      "a test skipped",
      { "tests.hbs": TESTS.replace("it(", "it.skip(") },
      'TEMPLATE-INCOMPLETE .: stream/chat.test.ts: the templates leave out the test "streams"',
    ],
    [
      "a test rendered twice",
      { "file.hbs": "{{#each groups}}{{> tests}}{{> tests}}{{/each}}" },
      "TEMPLATE-INCOMPLETE .: stream/chat.test.ts: 2 tests planned, 4 rendered",
    ],
    [
      "tests behind a comment",
      { "file.hbs": "/*\n{{#each groups}}{{> tests}}{{/each}}\n*/" },
      "TEMPLATE file.hbs:1:1: templates have no values and includes inside of `/* */`",
    ],
  ] as const)
    it(`${want === "none" ? "accept" : "are refused with their place for"} ${name}`, () => {
      if (want === "none") expect(fault(files)).to.equal("none");
      else expect(fault(files)).to.include(want);
    });

  it("are refused with their place where a name is empty when they render", () => {
    const plan: TestPlan = {
      ...PLAN,
      files: [
        {
          ...FILE,
          groups: FILE.groups.map((group) => ({
            ...group,
            tests: group.tests.map((test) => ({ ...test, steps: [{ ...STEP_SAMPLES.send, exchange: "" }] })),
          })),
        },
      ],
    } as TestPlan; // the tests of FILE are scenarios
    const folder = folderWith({ "steps/send.hbs": "\n  const {{name exchange}} = 1;" });
    try {
      expect(() => renderTests(plan, readTemplates(".", folder.path)))
        .to.throw(ToolError, '"" is no identifier')
        .with.property("where")
        .that.deep.equals({ file: "steps/send.hbs", line: 2, column: 9 });
    } finally {
      folder.remove();
    }
  });
});
