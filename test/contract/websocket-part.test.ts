import { expect } from "chai";
import type { LoadOptions } from "../../contract/load-contract.ts";
import { faultOf, HEAD, read } from "./document-fixture.ts";

const document = (servers: string, channels: string): string =>
  `${HEAD}${servers === "" ? "" : `servers: { ${servers} }\n`}channels: { ${channels} }\n`;

const KAFKA = 'bus: { host: "localhost:9092", protocol: kafka-secure }';
const WEB = 'web: { host: "localhost:80", protocol: http }';
const LIVE = 'live: { host: "localhost:81", protocol: wss }';

async function taken(text: string, options: LoadOptions = {}): Promise<string[]> {
  const { contract, warnings } = await read(text, options);
  return [
    ...contract.servers.map(({ url }) => url),
    ...contract.channels.map(({ path }) => path),
    ...warnings.map(({ code, message }) => `${code}: ${message}`),
  ];
}

describe("the WebSocket part of a document", () => {
  it("is what WebSocket servers serve", async () => {
    const channels = 'a: { address: /a }, b: { address: /b, servers: [{ $ref: "#/servers/bus" }] }';
    expect(await taken(document(`${KAFKA}, ${LIVE}`, channels))).to.deep.equal([
      "wss://localhost:81",
      "/a",
      "SERVER-IGNORED: bus is a kafka-secure server",
      "CHANNEL-IGNORED: no WebSocket server serves b",
    ]);
  });

  it("is what has a ws binding; a server of HTTP is then upgraded", async () => {
    const channels = "a: { address: /a, bindings: { ws: {} } }, b: { address: /b }";
    expect(await taken(document(WEB, channels))).to.deep.equal([
      "ws://localhost:80",
      "/a",
      "CHANNEL-IGNORED: no WebSocket server serves b",
    ]);
  });

  it("is everything without another binding where no server is declared, and says that this is assumed", async () => {
    const channels = "a: { address: /a }, b: { address: /b, bindings: { kafka: {} } }";
    expect(await taken(document("", channels))).to.deep.equal([
      "/a",
      "SERVER-ASSUMED: no server is declared: every channel is taken for a WebSocket that has a `ws` binding, or none at all",
      "CHANNEL-IGNORED: no WebSocket server serves b",
    ]);
    expect(await taken(document("", "a: { address: /a, bindings: { ws: {} } }"))).to.deep.equal(["/a"]);
  });

  it("is the chosen server's, whatever its protocol", async () => {
    const channels = 'a: { address: /a }, b: { address: /b, servers: [{ $ref: "#/servers/live" }] }';
    expect(await taken(document(`${KAFKA}, ${LIVE}`, channels), { server: "bus" })).to.deep.equal([
      "wss://localhost:9092",
      "/a",
      "SERVER-ASSUMED: the kafka-secure server bus is taken for a WebSocket",
    ]);
    const fault = await faultOf(read(document(KAFKA, channels), { server: "bos" }));
    expect(fault).to.include({ code: "UNKNOWN-NAME", hint: "did you mean `bus`?" });
  });

  it("is all there is where the user knows a URL and nothing names a WebSocket", async () => {
    const text = document(KAFKA, "a: { address: /a }");
    expect(await taken(text, { located: true })).to.deep.equal([
      "wss://localhost:9092",
      "/a",
      "SERVER-ASSUMED: no server speaks WebSocket: all are taken to, at the URL given",
    ]);
  });

  it("is missing in a document of Kafka: one sentence", async () => {
    const fault = await faultOf(read(document(KAFKA, "a: { address: /a, bindings: { kafka: {} } }")));
    expect(fault).to.include({
      code: "NO-WEBSOCKET",
      message: "no channel of asyncapi.yaml is a WebSocket: it speaks kafka-secure, kafka",
    });
    const empty = await faultOf(read(`${HEAD}channels: {}\n`));
    expect(empty.message).to.equal("asyncapi.yaml has no channels");
    expect(empty.hint).to.include("under `channels`").and.not.include("--server");
  });

  it("ignores a server that a channel names and nobody declares", async () => {
    const channels = 'a: { address: /a, servers: [{ $ref: "#/servers/lost" }] }';
    const { contract, warnings } = await read(document(LIVE, channels));
    expect(contract.channels.map(({ path }) => path)).to.deep.equal(["/a"]);
    expect(warnings.map(({ code }) => code)).to.deep.equal(["REFERENCE-LOST"]);
    const old = `asyncapi: 2.6.0\ninfo: {}\ndefaultContentType: application/json\nservers: { live: { url: "ws://l" } }\nchannels: { a: { servers: [lost] } }\n`;
    expect((await read(old)).warnings.map(({ code }) => code)).to.deep.equal(["SERVER-LOST"]);
  });

  it("offers the subprotocols that the user names in place of the document's", async () => {
    const text = document(LIVE, "a: { address: /a, x-contract: { subprotocol: own } }");
    const offered = async (options: LoadOptions): Promise<readonly string[] | undefined> =>
      (await read(text, options)).contract.channels[0]?.subprotocols;
    expect(await offered({})).to.deep.equal(["own"]);
    expect(await offered({ subprotocols: ["a", "b"] })).to.deep.equal(["a", "b"]);
  });

  it("asks for a subprotocol's name where the binding names none", async () => {
    const headers = "headers: { type: object, properties: { sec-websocket-protocol: { type: string } } }";
    const found = await taken(document(LIVE, `a: { address: /a, bindings: { ws: { ${headers} } } }`));
    expect(found.at(-1)).to.match(/^SUBPROTOCOL-UNKNOWN: .*--subprotocol NAME/);
  });
});

describe("a document from the client's chair", () => {
  const operations = (action: string, summary: string): string =>
    `${document(LIVE, "a: { address: /a, messages: { m: {} } }")}operations: { o: { action: ${action}, summary: ${summary}, channel: { $ref: "#/channels/a" } } }\n`;
  const rows: readonly (readonly [action: string, summary: string, mirrored: boolean])[] = [
    ["receive", "Messages sent from server to client", true],
    ["receive", "Pushed by the service", true],
    ["send", "client -> server", true],
    ["send", "Messages from server to client", false],
    ["receive", "Sent by clients", false],
    ["receive", "Ask something", false],
  ];
  for (const [action, summary, mirrored] of rows)
    it(`${mirrored ? "is suspected" : "is not suspected"}: ${action}, "${summary}"`, async () => {
      const { warnings, contract } = await read(operations(action, summary));
      expect(warnings.map(({ code }) => code)).to.deep.equal(mirrored ? ["MIRRORED"] : []);
      expect(contract.role).to.equal("server");
    });
});
