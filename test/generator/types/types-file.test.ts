import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Contract, loadContract } from "../../../contract/index.ts";
import { typesFile } from "../../../generator/index.ts";
import { folderWith } from "../../config/folder.ts";

const root = join(import.meta.dirname, "../../..");

const RIGHT = `import type { Handlers } from "./types.ts";

const handlers: Handlers = {
  streamPrompt: async ({ request, reply, fail, next, signal }) => {
    if (request.prompt === "no") fail("error", { code: "AGENT_NOT_FOUND" });
    else if (signal.aborted) await next();
    else reply("token", { text: request.agent_id, index: null });
  },
};
export default handlers;
`;

/** Each with what the compiler has to say about it. */
const WRONG: readonly (readonly [string, string, RegExp])[] = [
  ["an operation that is none", "streamPromt: () => undefined", /streamPromt/],
  ["a reply that does not belong there", 'streamPrompt: ({ reply }) => reply("pong")', /"pong"/],
  ["a value of a wrong type", 'streamPrompt: ({ reply }) => reply("token", { index: "1" })', /index|string/],
  ["a property that is none", 'streamPrompt: ({ reply }) => reply("token", { tokn: "a" })', /tokn/],
  ["a failure that is none", 'streamPrompt: ({ fail }) => fail("done")', /"done"/],
  ["a property that the request lacks", "streamPrompt: ({ request }) => void request.promt", /promt/],
];

/** The compiler's findings by file; "" for none. */
function compiled(files: { readonly [name: string]: string }): (file: string) => string {
  const compilerOptions = {
    target: "es2023",
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: [],
    skipLibCheck: true,
    paths: { "asyncproof/server": [join(root, "dist/server/index.d.ts")] },
  };
  const folder = folderWith({
    ...files,
    "package.json": '{ "type": "module" }',
    "tsconfig.json": JSON.stringify({ compilerOptions, include: ["*.ts"] }),
  });
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", "."], { cwd: folder.path, encoding: "utf8" });
  folder.remove();
  return (file) =>
    stdout
      .split("\n")
      .filter((line) => line.startsWith(`${file}(`))
      .join("\n");
}

/** Every example of the document, as a value of its message's type. A constant may hold more than its type names. */
function examplesOf({ channels }: Contract): string {
  const all = channels.flatMap(({ name, messages }) =>
    messages.flatMap((message) =>
      message.examples.map(({ payload }) => ({
        type: `Messages[${JSON.stringify(name)}][${JSON.stringify(message.name)}]`,
        value: JSON.stringify(payload),
      })),
    ),
  );
  const lines = all.map(
    ({ type, value }, index) =>
      `const given${index} = ${value} as const;\nexport const typed${index}: ${type} = given${index};\n`,
  );
  return `import type { Messages } from "./types.ts";\n${lines.join("")}`;
}

describe("the types of a document", function () {
  this.timeout(60_000);
  let contract: Contract;
  let findings: (file: string) => string;
  before(async () => {
    ({ contract } = await loadContract("asyncapi.yaml", { cwd: root }));
    const wrong = WRONG.map(([, body], index) => [
      `wrong${index}.ts`,
      `import type { Handlers } from "./types.ts";\nexport const handlers: Handlers = { ${body} };\n`,
    ]);
    findings = compiled({
      "types.ts": typesFile(contract),
      "right.ts": RIGHT,
      "examples.ts": examplesOf(contract),
      ...Object.fromEntries(wrong),
    });
  });

  it("let right handlers through", () => {
    expect(findings("types.ts") + findings("right.ts")).to.equal("");
  });

  it("let every example of the document through", () => {
    expect(examplesOf(contract).split("\n").length).to.be.greaterThan(60);
    expect(findings("examples.ts")).to.equal("");
  });

  for (const [index, [what, , words]] of WRONG.entries())
    it(`refuse ${what}`, () => {
      expect(findings(`wrong${index}.ts`)).to.match(words);
    });

  it("are the same bytes for the same contract", () => {
    expect(typesFile(contract)).to.equal(typesFile(structuredClone(contract)));
  });
});
