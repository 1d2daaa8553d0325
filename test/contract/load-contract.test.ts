import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loadContract, locate } from "../../contract/index.ts";
import { chat, faultOf, inFolder } from "./document-fixture.ts";
import { rooms } from "./version-2-fixture.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

describe("loadContract", function () {
  this.timeout(30_000);

  it("lists what the official parser calls errors with --strict, with line and column", async () => {
    const text = chat()
      .replace("  version: 1.0.0", "")
      .replace("action: send", "action: sned")
      .replace("reply:\n", "reply:\n      mesages: []\n");
    const fault = await faultOf(
      inFolder({ "docs/asyncapi.yaml": text }, (cwd) =>
        loadContract("./docs/asyncapi.yaml", { cwd, strict: true }),
      ),
    );
    expect(fault.code).to.equal("DOCUMENT-INVALID");
    expect(fault.where).to.deep.equal({ file: "docs/asyncapi.yaml", line: 25, column: 15 });
    expect(fault.message.split("\n")).to.deep.equal([
      "not a valid AsyncAPI document:",
      '  docs/asyncapi.yaml:25:15  Property "mesages" is not expected to be here (the official parser): read as it stands',
      "  docs/asyncapi.yaml:36:3  1 of 3 operations is left out; `tell` because its `action` is `sned`, neither send nor receive",
    ]);
  });

  it("calls one message of AsyncAPI 2 in two places no second one of its id, and two messages so", async () => {
    const shared = rooms().replace(
      "{ name: news,",
      '{ $ref: "#/components/messages/question" }\n          - { name: news,',
    );
    const twice = shared.replace("{ name: news,", "{ messageId: question.v1, name: news,");
    const told = async (text: string): Promise<number> => {
      const load = (cwd: string): ReturnType<typeof loadContract> => loadContract("asyncapi.yaml", { cwd });
      const { warnings } = await inFolder({ "asyncapi.yaml": text }, load);
      return warnings.filter(({ message }) => message.includes("must be unique")).length;
    };
    expect(await told(shared)).to.equal(0);
    expect(await told(twice)).to.be.greaterThan(0);
  });

  it("reads JSON, and leaves schema formats that nobody here can check as unchecked", async () => {
    const document = {
      asyncapi: "3.1.0",
      info: { title: "Avro", version: "1" },
      servers: { s: { host: "localhost:1", protocol: "ws" } },
      channels: {
        c: {
          address: "/",
          messages: {
            m: {
              payload: {
                schemaFormat: "application/vnd.apache.avro;version=1.9.0",
                schema: { type: "record", name: "M", fields: [] },
              },
            },
          },
        },
      },
    };
    await inFolder({ "a.json": JSON.stringify(document, null, 2) }, async (cwd) => {
      const { contract, lineMap, warnings } = await loadContract("a.json", { cwd });
      expect(contract.channels[0]?.messages[0]?.content.kind).to.equal("unchecked");
      expect(warnings.map(({ code }) => code)).to.include("CONTENT-UNCHECKED");
      expect(locate(lineMap, contract.document, "#/channels/c/messages/m/payload/lost")).to.equal(
        "a.json:18",
      );
    });
  });

  for (const file of [
    "asyncapi.yaml",
    "examples/fastify-rooms/asyncapi.yaml",
    "examples/python-agent/asyncapi.yaml",
  ])
    it(`finds nothing to say about ${file}`, async () => {
      const { contract, warnings, lineMap } = await loadContract(file, { cwd: root });
      expect(warnings).to.deep.equal([]);
      expect(contract.document).to.equal(file);
      for (const { place } of contract.channels) expect(locate(lineMap, file, place)).to.match(/:\d+$/);
    });

  it("loads neither YAML nor the official parser before a document is read", () => {
    const script = `import { createRequire } from "node:module";
await import(${JSON.stringify(pathToFileURL(join(root, "contract", "index.ts")).href)});
const loaded = Object.keys(createRequire(import.meta.url).cache);
process.stdout.write(String(loaded.filter((file) => /node_modules/.test(file)).length));`;
    const hook = pathToFileURL(join(root, "test", "ts-hook.mjs")).href;
    const out = execFileSync(process.execPath, ["--import", hook, "--input-type=module", "-e", script], {
      encoding: "utf8",
      timeout: 20_000,
    });
    expect(out).to.equal("0");
  });
});
