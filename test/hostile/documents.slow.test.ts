import { expect } from "chai";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { loadContract, type LoadedContract } from "../../contract/index.ts";
import { ToolError } from "../../contract/tool-error.ts";
import { planTests, renderTests } from "../../generator/index.ts";
import { createSampler, Unsatisfiable } from "../../samples/index.ts";
import { folderWith } from "../config/folder.ts";
import { outsideRefs } from "./outside-refs.ts";

/** A document of one channel; `payload` is JSON. */
function documentOf({
  channel = "chat",
  message = "ask",
  payload = '{"type":"object"}',
  messages = "",
  more = "",
} = {}): string {
  const name = JSON.stringify(channel);
  const at = `#/channels/${channel.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  return `asyncapi: 3.1.0
info: { title: Hostile, version: 1.0.0 }
defaultContentType: application/json
servers: { local: { host: "localhost:1", protocol: ws } }
channels:
  ${name}:
    address: /chat
    messages:
      ${JSON.stringify(message)}:
        payload: ${payload}
${messages}operations:
  talk:
    action: receive
    channel: { $ref: ${JSON.stringify(at)} }
${more}`;
}

async function load(text: string, more: { readonly [file: string]: string } = {}): Promise<LoadedContract> {
  const folder = folderWith({ "asyncapi.yaml": text, ...more });
  try {
    return await loadContract("asyncapi.yaml", { cwd: folder.path });
  } finally {
    folder.remove();
  }
}

async function refused(text: string): Promise<ToolError> {
  const error = await load(text).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ToolError)) throw new Error(`not refused, or not in order: ${String(error)}`);
  return error;
}

/** Line of the first of more messages. */
const FIRST_LINE = 11;

const NATIVE = ["__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "valueOf"];

describe("a hostile document", function () {
  this.timeout(60_000);

  for (const name of NATIVE)
    it(`may call a channel, a message, a property and a value \`${name}\``, async () => {
      const payload = JSON.stringify({
        type: "object",
        required: ["PLACE"],
        properties: { PLACE: { enum: ["PLACE"] } },
      }).replaceAll("PLACE", name);
      const { contract } = await load(documentOf({ channel: name, message: name, payload }));
      expect(contract.channels.map((one) => one.name)).to.deep.equal([name]);
      expect(contract.channels[0]?.messages.map((one) => one.name)).to.deep.equal([name]);
      const plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 1000 });
      const text = renderTests(plan)
        .map((file) => file.text)
        .join("");
      expect(text).to.include(name);
      expect(Object.prototype).not.to.have.property("enum");
      expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
    });

  it("can't name a file outside of the output folder by a channel's name", async () => {
    const names = ["../../etc/passwd", "/etc/passwd", "..", "C:\\x", "\\\\host\\share", "a/../../b", "."];
    const more = names.map((name, index) => `  ${JSON.stringify(name)}: { address: /c${index} }\n`).join("");
    const { contract } = await load(documentOf().replace("operations:\n", `${more}operations:\n`));
    expect(contract.channels).to.have.length(names.length + 1);
    const files = renderTests(planTests(contract, { values: {}, seed: 1, maxWaitMs: 1000 }));
    expect(files.length).to.be.above(names.length);
    for (const { path } of files) expect(path).to.match(/^[a-z]+\/[a-z0-9-]+\.test\.ts$/);
  });

  describe("leads nowhere by a `$ref`", () => {
    const folder = folderWith({ "secret.yaml": "type: string\nconst: TOPSECRET\n", "in/asyncapi.yaml": "" });
    after(() => folder.remove());
    symlinkSync(join(folder.path, "secret.yaml"), join(folder.path, "in/link.yaml"));
    mkdirSync(join(folder.path, "in/down"));
    symlinkSync("..", join(folder.path, "in/up"));
    symlinkSync("loop", join(folder.path, "in/loop"));

    const targets = outsideRefs(folder.path);
    it(`of ${targets.length} kinds: files outside, links, addresses, devices`, async () => {
      const messages = targets.map(
        (target, index) => `      m${index}: { payload: ${JSON.stringify({ $ref: target })} }\n`,
      );
      writeFileSync(join(folder.path, "in/asyncapi.yaml"), documentOf({ messages: messages.join("") }));
      const { contract, warnings } = await loadContract("asyncapi.yaml", { cwd: join(folder.path, "in") });
      expect(JSON.stringify(contract)).not.to.include("TOPSECRET").and.not.to.include("root:");
      for (const [index, target] of targets.entries()) {
        const found = warnings.filter(
          ({ code, where }) => /^REF/.test(code) && where.line === FIRST_LINE + index,
        );
        expect(found, target).to.have.length(1);
      }
    });

    it("and not by an address: nothing is asked without --allow-remote", async () => {
      let asked = 0;
      const server = createServer((_request, response) => {
        asked += 1;
        response.end("type: string");
      });
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      // A server that listens on a port has an address of this form.
      const { port } = server.address() as AddressInfo;
      const payload = JSON.stringify({ $ref: `http://127.0.0.1:${port}/x.yaml` });
      writeFileSync(join(folder.path, "in/asyncapi.yaml"), documentOf({ payload }));
      const cwd = join(folder.path, "in");
      await loadContract("asyncapi.yaml", { cwd });
      expect(asked).to.equal(0);
      await loadContract("asyncapi.yaml", { cwd, allowRemote: true });
      expect(asked).to.equal(1);
      await new Promise((done) => server.close(done));
    });
  });

  it("can't grow without end: aliases, depth, size, all with the file", async () => {
    const laughs = [
      "a0: &a0 [x, x, x, x, x, x, x, x, x]",
      ...Array.from(
        { length: 12 },
        (_, n) => `a${n + 1}: &a${n + 1} [${Array.from({ length: 9 }, () => `*a${n}`).join()}]`,
      ),
    ].join("\n");
    const bombs: readonly (readonly [text: string, message: RegExp, hasLine: boolean])[] = [
      [`${documentOf()}\nx-bomb:\n${laughs.replace(/^/gm, "  ")}\n`, /stand for too much/, true],
      [`${documentOf()}\nx-deep: ${"[".repeat(100_000)}`, /nested too deeply/, true],
      [`${documentOf()}\nx-deep: ${"{a: ".repeat(100_000)}`, /nested too deeply/, true],
      [`${documentOf()}\nx-big: ${"x".repeat(11 * 1024 * 1024)}`, /too large/, false],
      [`${documentOf()}\nx-keys:\n${"  a: 1\n".repeat(2000)}`, /unique/, true],
    ];
    for (const [text, message, hasLine] of bombs) {
      const error = await refused(text);
      expect(error.message).to.match(message);
      const where =
        typeof error.where === "string" ? error.where : `${error.where?.file}:${error.where?.line}`;
      expect(where).to.match(hasLine ? /^asyncapi\.yaml:(?:1[5-9]|[2-9]\d)$/ : /^asyncapi\.yaml$/);
    }
  });

  it("may have references in a circle: they are followed once", async () => {
    const more = `components:\n  schemas:\n    a: { $ref: "#/components/schemas/b" }\n    b: { $ref: "#/components/schemas/a" }\n    tree: { type: object, properties: { child: { $ref: "#/components/schemas/tree" } } }\n`;
    const messages = '      round: { payload: { $ref: "#/components/schemas/a" } }\n';
    const tree = await load(documentOf({ payload: '{ $ref: "#/components/schemas/tree" }', messages, more }));
    expect(tree.warnings).not.to.deep.equal([]);
    const message = tree.contract.channels[0]?.messages[0];
    expect(message?.content.kind).to.equal("json");
  });

  it("may have schemas 200 deep: loaded, checked, and values are made for them", async function () {
    this.timeout(300_000);
    const wraps: readonly ((inner: string) => string)[] = [
      (inner) => `{"type":"object","required":["a"],"properties":{"a":${inner}}}`,
      (inner) => `{"type":"array","minItems":1,"items":${inner}}`,
      (inner) => `{"allOf":[${inner}]}`,
      (inner) => `{"oneOf":[{"type":"null"},${inner}]}`,
      (inner) => `{"not":{"not":${inner}}}`,
    ];
    for (const wrap of wraps) {
      let payload = '{"type":"string","pattern":"^(a+)+$"}';
      for (let depth = 0; depth < 200; depth += 1) payload = wrap(payload);
      const { contract } = await load(documentOf({ payload }));
      const message = contract.channels[0]?.messages[0];
      if (message?.content.kind !== "json") throw new Error("the message is lost");
      const { schema } = message.content;
      const sampler = createSampler(contract, 1);
      const value = (): unknown => sampler.valid(schema, "");
      // That nobody finds a value where each step excludes another is an answer, too; to look without end would be none.
      if (/^\{"(?:not|oneOf)"/.test(payload)) expect(value).to.satisfy(isBounded);
      else expect(value()).not.to.equal(undefined);
      planTests(contract, { values: {}, seed: 1, maxWaitMs: 1000 });
    }
  });
});

function isBounded(call: () => unknown): boolean {
  try {
    call();
    return true;
  } catch (error) {
    return error instanceof Unsatisfiable;
  }
}
