import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { generatedScript } from "../../runner/generated-script.ts";

const url = new URL("file:///project/generated-tests/push/room.test.ts");
const head = `// From room.yaml by asyncproof.
import { contractAt, expect } from "asyncproof/harness";

const { take } = contractAt(new URL("../contract.lock.json", import.meta.url));
`;

describe("runner/generated-script", () => {
  it("hands the harness and the place of the file to what the text says", () => {
    const told: unknown[] = [];
    const script = generatedScript(`${head}\ntake(expect, "import.meta.url");\n`, url);
    script?.({
      expect: "the assertions",
      contractAt: (lock: URL) => ({ take: (...all: unknown[]) => told.push(lock.href, ...all) }),
    });
    expect(told).to.deep.equal([
      "file:///project/generated-tests/contract.lock.json",
      "the assertions",
      "import.meta.url",
    ]);
  });

  it("keeps lines, and the name of the file in a stack, as a module has them", () => {
    const script = generatedScript(`${head}\n\n  throw new Error("here");\n`, url);
    let stack = "";
    try {
      script?.({ contractAt: () => ({}) });
    } catch (error) {
      stack = error instanceof Error ? (error.stack ?? "") : "";
    }
    expect(stack.split("\n")[1]).to.include(`${url.href}:7:9`);
  });

  it("is strict, as modules are", () => {
    const script = generatedScript(`${head}\nundeclared = 1;\n`, url);
    expect(() => script?.({ contractAt: () => ({}) })).to.throw(ReferenceError);
  });

  for (const [what, text] of [
    ["another import", `${head}\nimport { join } from "node:path";\n`],
    ["an export", `${head}\nexport const more = 1;\n`],
    ["types", `${head}\nconst count: number = 1;\n`],
    ["a second use of its place", `${head}\ntake(import.meta.url);\n`],
    ["an await at its top", `${head}\nawait take();\n`],
    ["a name of the script's own", `${head}\nconst here = 1;\n`],
    ["another harness", head.replace("asyncproof/harness", "./my-harness.ts")],
    ["no head", "describe('mine', () => {});\n"],
    ["something before its head", `import "./setup.ts";\n${head}`],
  ] as const)
    it(`leaves a file with ${what} to the loader of modules`, () => {
      expect(generatedScript(text, url)).to.equal(null);
    });

  it("takes every file that our template wrote", () => {
    const folder = join(import.meta.dirname, "../../generated-tests");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".test.ts"),
    );
    expect(files).to.have.length.above(30);
    const left = files.filter((name) => {
      const file = join(folder, name);
      return generatedScript(readFileSync(file, "utf8"), pathToFileURL(file)) === null;
    });
    expect(left).to.deep.equal([]);
  });
});
