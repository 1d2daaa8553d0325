import { expect } from "chai";
import { pointerGet } from "../../contract/index.ts";
import { eventLine } from "../../traffic/index.ts";
import { folderWith } from "../config/folder.ts";
import { type Line, recordingOf } from "./chat.ts";
import { learnedIn, objectAt } from "./learned.ts";

const SPEC = `
asyncapi: 3.0.0
info: { title: Open, version: 1.0.0 }
defaultContentType: application/json
servers: { local: { host: "localhost:8080", protocol: ws } }
channels:
  ws:
    address: /ws
    messages: { ask: { payload: { type: object, required: [type], properties: { type: { const: ask } } } } }
operations:
  ask: { action: receive, channel: { $ref: "#/channels/ws" }, messages: [{ $ref: "#/channels/ws/messages/ask" }] }
`;
const TALK: readonly Line[] = [
  ["client", { type: "ask" }],
  ["server", { type: "answer" }],
];

function refused(url: string): string {
  const happened = { at: 9999, connection: "refused" };
  return [
    eventLine({ kind: "handshake", ...happened, url, headers: {}, midway: false }),
    eventLine({ kind: "refused", ...happened, status: 401 }),
    "",
  ].join("\n");
}

describe("a credential that handshakes show", function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof folderWith>;
  before(() => {
    folder = folderWith({ "spec.yaml": SPEC });
  });
  after(() => folder.remove());

  async function learnedOf(
    path: string,
    headers: { readonly [name: string]: string },
    spec = "",
  ): Promise<Awaited<ReturnType<typeof learnedIn>>> {
    const { writeFileSync } = await import("node:fs");
    writeFileSync(
      `${folder.path}/one.ndjson`,
      `${recordingOf([TALK, TALK, TALK], path, headers)}${refused("/ws")}`,
    );
    return learnedIn(folder.path, ["one.ndjson"], { spec });
  }

  for (const [where, path, headers, name, draft] of [
    ["in the query", "/ws?token=***1", {}, "token", { type: "httpApiKey", in: "query", name: "token" }],
    ["as a bearer", "/ws", { authorization: "Bearer ***1" }, "bearer", { type: "http", scheme: "bearer" }],
    ["behind a mark", "/ws", { authorization: "***1" }, "bearer", { type: "http", scheme: "bearer" }],
    ["as a password", "/ws", { authorization: "Basic ***1" }, "basic", { type: "http", scheme: "basic" }],
    [
      "in a header of its own",
      "/ws",
      { "x-api-key": "***1", cookie: "***2", "sec-websocket-key": "x" },
      "x-api-key",
      { type: "httpApiKey", in: "header", name: "x-api-key" },
    ],
  ] as const)
    it(`becomes a security scheme: ${where}`, async () => {
      const { value, text, trial } = await learnedOf(path, headers);
      expect(objectAt(value, `/components/securitySchemes/${name}`)).to.deep.include(draft);
      expect(pointerGet(value, "/servers/recorded/security")).to.deep.equal([
        { $ref: `#/components/securitySchemes/${name}` },
      ]);
      expect(trial.broken).to.deep.equal([]);
      expect(text).not.to.match(/\*{3}|bindings/);
    });

  it("is none where somebody is let in without it, or where it is only a session's name", async () => {
    for (const path of ["/ws?session=***1&lang=en", "/ws"]) {
      const { value } = await learnedOf(path, { cookie: "***1" });
      expect(pointerGet(value, "/components")).to.equal(undefined);
    }
  });

  it("is proposed for a document that says nothing of any, and only there", async () => {
    const open = await learnedOf("/ws?token=***1", {}, "spec.yaml");
    expect(open.text).to.match(
      /target: \$\n[\s\S]*httpApiKey[\s\S]*target: \$\.servers\.local\n[\s\S]*security:/,
    );
    expect(open.trial.broken).to.deep.equal([]);
    const { writeFileSync } = await import("node:fs");
    writeFileSync(
      `${folder.path}/said.yaml`,
      SPEC.replace(
        "    address: /ws\n",
        "    address: /ws\n    bindings: { ws: { query: { type: object, properties: { token: { type: string } } } } }\n",
      ),
    );
    expect((await learnedOf("/ws?token=***1", {}, "said.yaml")).text).not.to.include("securitySchemes");
  });
});
