import { expect } from "chai";
import { symlinkSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { loadContract, locate } from "../../contract/index.ts";
import type { LoadedContract, LoadOptions } from "../../contract/load-contract.ts";
import { faultOf, type Files, inFolder, read } from "./document-fixture.ts";

const HEAD = `asyncapi: 3.1.0
info: { title: Parts, version: 1.0.0 }
defaultContentType: application/json
servers: { local: { host: "localhost:1", protocol: ws } }
`;
const PARTS: Files = {
  "asyncapi.yaml": `${HEAD}channels:
  chat: { $ref: "parts/channels.yaml#/chat" }
operations:
  ask:
    action: receive
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/ping" }]
components:
  schemas:
    Local: { type: object, properties: { next: { $ref: "parts/deep/schemas.json#/Node" } } }
`,
  "parts/channels.yaml": `chat:
  address: /chat
  messages:
    ping: { $ref: "../messages.yaml#/ping" }
    pong: { payload: { $ref: "./deep/schemas.json#/Node" } }
`,
  "messages.yaml": `ping:
  payload: { $ref: "parts/deep/schemas.json#/Node" }
`,
  "parts/deep/schemas.json": JSON.stringify({
    Node: {
      type: "object",
      properties: {
        child: { $ref: "#/Node" },
        local: { $ref: "../../asyncapi.yaml#/components/schemas/Local" },
      },
    },
  }),
};

type Lost = (readonly [where: string, message: string])[];

/** The references that are lost: where, and what a person is told. */
function lostIn({ warnings }: LoadedContract): Lost {
  return warnings
    .filter(({ code }) => code === "REFERENCE-LOST")
    .map(({ where, message }) => [`${where.file}:${where.line}:${where.column}`, message]);
}

/** A document whose only payload is behind a reference. */
function referring(ref: string): string {
  return `${HEAD}channels: { c: { address: /, messages: { m: { payload: { $ref: "${ref}" } } } } }\n`;
}

describe("references to other files", function () {
  this.timeout(120_000);

  it("lead across folders, YAML and JSON, and round in circles between files", () =>
    inFolder(PARTS, async (cwd) => {
      const { contract, lineMap } = await loadContract("asyncapi.yaml", { cwd });
      const [channel] = contract.channels;
      expect(channel?.messages.map(({ name }) => name)).to.deep.equal(["ping", "pong"]);
      expect(channel?.operations.map(({ name }) => name)).to.deep.equal(["ask"]);
      expect(contract.schemas).to.have.all.keys(
        "s.Node".replace("s.", "schemas.") in contract.schemas
          ? ["schemas.Node", "Local"]
          : Object.keys(contract.schemas),
      );
      expect(locate(lineMap, contract.document, "parts/channels.yaml#/chat/messages/pong")).to.equal(
        "parts/channels.yaml:5",
      );
    }));

  it("are named as seen from the working directory", () =>
    inFolder({ "sub/a.yaml": referring("b.yaml#/S"), "sub/b.yaml": "S: { type: string }\n" }, async (cwd) => {
      const { lineMap } = await loadContract("sub/a.yaml", { cwd });
      expect(locate(lineMap, "sub/a.yaml", "b.yaml#/S")).to.equal("sub/b.yaml:1");
    }));

  it("lets the official parser say what is wrong in another file, with its place there", async () => {
    const files = { ...PARTS, "messages.yaml": "ping:\n  payload: true\n  contentTyp: x\n" };
    await inFolder(files, async (cwd) => {
      const { warnings } = await loadContract("asyncapi.yaml", { cwd });
      // Said once, though the document leads there in three ways.
      expect(
        warnings.filter(({ code }) => code === "DOCUMENT-FAULT").map(({ place, where }) => [place, where]),
      )
        .to.deep.include.members([
          ["messages.yaml#/ping/contentTyp", { file: "messages.yaml", line: 3, column: 3 }],
        ])
        .and.to.have.lengthOf(2);
      const fault = await faultOf(loadContract("asyncapi.yaml", { cwd, strict: true }));
      expect(fault.code).to.equal("DOCUMENT-INVALID");
      expect(fault.message).to.include("messages.yaml:3:3");
    });
  });

  it("leave out what is outside of the document's folder, and --root lets it in", async () => {
    const files = {
      "api/asyncapi.yaml": referring("../shared/s.yaml#/S"),
      "shared/s.yaml": "S: { type: string }\n",
    };
    const load = (options: LoadOptions): Promise<Lost> =>
      inFolder(files, async (cwd) => lostIn(await loadContract("api/asyncapi.yaml", { ...options, cwd })));
    expect(await load({})).to.deep.equal([
      [
        "api/asyncapi.yaml:5:47",
        "`../shared/s.yaml#/S`: shared/s.yaml lies outside of api: whatever stands there is not checked (--root DIR allows references to all of DIR)",
      ],
    ]);
    expect(await load({ root: "." })).to.deep.equal([]);
    const fault = await faultOf(load({ strict: true }));
    expect(fault.code).to.equal("DOCUMENT-INVALID");
    expect(fault.message).to.include(
      "api/asyncapi.yaml:5:47  `../shared/s.yaml#/S`: shared/s.yaml lies outside",
    );
  });

  it("follow no link that leads outside", () =>
    inFolder(
      { "api/asyncapi.yaml": referring("s.yaml#/S"), "shared/s.yaml": "S: { type: string }\n" },
      async (cwd) => {
        symlinkSync(join(cwd, "shared/s.yaml"), join(cwd, "api/s.yaml"));
        const loaded = await loadContract("asyncapi.yaml", { cwd: join(cwd, "api") });
        expect(lostIn(loaded).join()).to.include("`s.yaml#/S`: s.yaml lies outside of .:");
        expect(JSON.stringify(loaded.contract)).not.to.include("string");
      },
    ));

  it("say that files refer to each other in a circle", async () => {
    const loaded = await read({
      "asyncapi.yaml": referring("b.yaml#/S"),
      "b.yaml": 'S: { $ref: "c.yaml#/S" }\n',
      "c.yaml": 'S: { $ref: "b.yaml#/S" }\n',
    });
    expect(lostIn(loaded)).to.deep.equal([
      ["b.yaml:1:1", "`c.yaml#/S` leads back to itself: whatever stands there is not checked"],
    ]);
  });

  it("say where a file of one's own is no YAML or JSON: that is an error", async () => {
    for (const [name, text, where] of [
      ["s.yaml", "S: { type: string\n", { file: "s.yaml", line: 2, column: 1 }],
      ["s.json", '{"S": {},}', { file: "s.json", line: 1, column: 10 }],
    ] as const) {
      const fault = await faultOf(read({ "asyncapi.yaml": referring(`${name}#/S`), [name]: text }));
      expect({ code: fault.code, where: fault.where }).to.deep.equal({ code: "YAML-SYNTAX", where });
    }
  });

  it("lead nowhere in a file of another kind", async () => {
    const proto = 'syntax = "proto3";\nmessage S {\n  string a: = 1;\n}\n';
    const loaded = await read({ "asyncapi.yaml": referring("s.proto"), "s.proto": proto });
    expect(lostIn(loaded).join()).to.include("`s.proto` is neither YAML nor JSON: ");
  });
});

describe("references to the net", function () {
  this.timeout(120_000);
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    if (url === "/large.json") return void response.end(`"${"x".repeat(11 * 1024 * 1024)}"`);
    if (url === "/api/s.yaml") return void response.end('S: { properties: { t: { $ref: "t.json#/T" } } }\n');
    if (url === "/api/t.json") return void response.end('{"T": {"type": "string"}}');
    if (url === "/page.html") return void response.end("<p>\n  a: b: c\n");
    response.writeHead(404).end();
  });
  let base = "";
  before(async () => {
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    base = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => void asked.splice(0));

  const load = (path: string, options: LoadOptions): ReturnType<typeof loadContract> =>
    inFolder({ "asyncapi.yaml": referring(`${base}${path}`) }, (cwd) =>
      loadContract("asyncapi.yaml", { ...options, cwd }),
    );

  it("asks nobody, not even through the official parser, unless it may", async () => {
    expect(lostIn(await load("/api/s.yaml#/S", {}))).to.deep.equal([
      [
        "asyncapi.yaml:5:47",
        `\`${base}/api/s.yaml#/S\`: ${base}/api/s.yaml is in the net: whatever stands there is not checked (--allow-remote fetches it; or save a copy beside the document)`,
      ],
    ]);
    const text = referring("#/components/schemas/S").replace(
      "channels",
      `components: { schemas: { S: { example: { $ref: "${base}/api/s.yaml#/S" } } } }\nchannels`,
    );
    // Something is missing in it: the official parser is asked.
    const broken = text.replace(", version: 1.0.0", "");
    const { warnings } = await inFolder({ "asyncapi.yaml": broken }, (cwd) =>
      loadContract("asyncapi.yaml", { cwd }),
    );
    expect(warnings.map(({ code }) => code)).to.include("DOCUMENT-FAULT");
    expect(asked).to.deep.equal([]);
  });

  it("follows them, and what they refer to themselves, where it may", async () => {
    const { contract } = await load("/api/s.yaml#/S", { allowRemote: true });
    expect(asked).to.deep.equal(["/api/s.yaml", "/api/t.json"]);
    expect(Object.values(contract.schemas).map(({ place }) => place)).to.deep.equal([
      `${base}/api/s.yaml#/S`,
      `${base}/api/t.json#/T`,
    ]);
  });

  it("says what came instead, and stops at 10 MiB", async () => {
    const told = async (path: string): Promise<string> =>
      lostIn(await load(path, { allowRemote: true })).join();
    expect(await told("/lost.yaml#/S")).to.include("answers with status 404");
    expect(await told("/large.json")).to.include("is too large: 11 MiB or more, at most 10 are read");
    expect(await told("/page.html")).to.include("/page.html` is neither YAML nor JSON: ");
  });
});
