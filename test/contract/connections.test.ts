import { expect } from "chai";
import { channelOf, chat, findings, HEAD, read } from "./document-fixture.ts";

describe("servers and connections", () => {
  it("fills variables and takes only WebSocket servers", async () => {
    const text = `${HEAD}servers:
  kafka: { host: "localhost:9092", protocol: kafka }
  live:
    host: "{stage}.example.com:{port}"
    protocol: wss
    pathname: /{base}/
    variables: { stage: { default: live }, port: { enum: ["443"] }, base: { default: v1 } }
channels:
  a: { address: a/b }
  queue: { address: q, servers: [{ $ref: "#/servers/kafka" }] }
`;
    const { contract } = await read(text);
    expect(contract.servers).to.deep.equal([
      { name: "live", place: "#/servers/live", url: "wss://live.example.com:443/v1" },
    ]);
    expect(contract.channels.map(({ name, path }) => `${name} ${path}`)).to.deep.equal(["a /v1/a/b"]);
    expect(await findings(text)).to.deep.equal([
      "SERVER-IGNORED kafka is a kafka server",
      "CHANNEL-IGNORED no WebSocket server serves queue",
    ]);
  });

  it("says of a parameter's location that it is not checked, and what says it", async () => {
    const text = `${HEAD}
servers: { local: { host: "localhost:1", protocol: ws } }
channels: { r: { address: "/r/{id}", parameters: { id: { location: $message.payload#/room } }, messages: { m: {} } } }
`;
    expect(await findings(text)).to.deep.equal([
      "PARAMETER-LOCATION that messages have the parameter id at $message.payload#/room is not checked, and not put into what is sent: `echoes` with handshake#/path/id says it of replies",
    ]);
  });

  it("pools channels that share server and address", async () => {
    const { contract } = await read(`${HEAD}
servers: { local: { host: "localhost:1", protocol: ws } }
channels:
  one: { address: "/r/{a}", parameters: { a: {} }, messages: { m: { title: first }, n: {} } }
  two: { address: "/r/{b}", parameters: { b: {} }, messages: { m: { title: second }, n: { $ref: "#/channels/one/messages/n" } } }
  three: { address: "/r/x" }
operations:
  all: { action: receive, channel: { $ref: "#/channels/two" } }
`);
    expect(contract.channels.map(({ name }) => name)).to.deep.equal(["one", "three"]);
    const [pooled] = contract.channels;
    expect(pooled?.messages.map(({ name, title }) => `${name} ${title}`)).to.deep.equal([
      "m first",
      "n ",
      "two.m second",
    ]);
    expect(pooled?.operations.map((one) => (one.kind === "client" ? one.requests : []))).to.deep.equal([
      ["n", "two.m"],
    ]);
  });

  it("reads parameters, query and headers of the handshake", async () => {
    const channel = await channelOf(`${HEAD}
channels:
  c:
    address: "/{room}?token={token}&v=2"
    parameters:
      room: { enum: [a, b], default: b }
      token: { examples: [abc] }
    bindings:
      ws:
        query: { type: object, required: [n], properties: { n: { type: integer, minimum: 3, default: 5 } } }
        headers: { type: object, properties: { X-Trace: { type: string, examples: [t-1] } } }
`);
    const shown = (list: typeof channel.query): string[] =>
      list.map(({ name, required, example }) => `${name}${required ? "" : "?"} ${example}`);
    expect(channel.path).to.equal("/{room}");
    expect(shown(channel.parameters)).to.deep.equal(["room b"]);
    expect(shown(channel.query)).to.deep.equal(["token abc", "v 2", "n 5"]);
    expect(shown(channel.headers)).to.deep.equal(["X-Trace? t-1"]);
  });

  it("keeps the other examples of a parameter: other clients may have them", async () => {
    const { contract } = await read(`${HEAD}
channels:
  c: { address: "/{room}/{seat}", parameters: { room: { examples: [a, b] }, seat: { examples: [one] } } }
`);
    const [channel] = contract.channels;
    const schemas = channel?.parameters.map(({ schema }) => contract.schemas[schema]?.schema);
    expect(schemas).to.deep.equal([{ type: "string", examples: ["a", "b"] }, { type: "string" }]);
  });

  it("warns of what it takes for granted", async () => {
    const text = `asyncapi: 3.0.0
info: { title: A chat client, version: 1.0.0 }
channels:
  c:
    address: null
    bindings: { ws: {} }
    messages: { m: { headers: { properties: { h: {} } }, correlationId: { location: "$message.header#/id" } } }
`;
    expect(await findings(text)).to.deep.equal([
      "CONTENT-TYPE-ASSUMED no content type is declared: JSON is taken (`defaultContentType`)",
      'MIRRORED the document seems to be written from the client\'s chair: it is called "A chat client". If so: --role client, or `x-contract: {role: client}`',
      "ADDRESS-UNKNOWN the channel c has no address",
      "HEADERS-UNSPECIFIED the headers of m have no place in a WebSocket frame",
      "HEADERS-UNSPECIFIED the correlation id of m lies in a header",
    ]);
  });

  it("does not warn of headers that say nothing, and warns of those that exclude something", async () => {
    const headersOf = async (headers: string): Promise<string[]> =>
      (await findings(chat({ question: `{ headers: ${headers}, payload: true }` }))).filter((text) =>
        text.startsWith("HEADERS-UNSPECIFIED"),
      );
    const silent = [
      "true",
      "{}",
      "{ title: None, type: object, properties: {}, examples: [{}], x-from: code }",
    ];
    for (const headers of silent) expect(await headersOf(headers), headers).to.deep.equal([]);
    const telling = ["false", "{ not: {} }", "{ properties: { h: {} } }", "{ required: [h] }"];
    for (const headers of telling) expect(await headersOf(headers), headers).to.have.lengthOf(1);
  });

  it("names the example that breaks its schema", async () => {
    const question =
      "{ payload: { required: [type], properties: { type: { const: question } } }, examples: [{ payload: { type: ask } }] }";
    expect(await findings(chat({ question }))).to.deep.equal([
      'EXAMPLE-INVALID example 1 of question breaks its schema: /type must be "question"',
    ]);
  });
});

describe("security", () => {
  it("combines server and operation security, without what asks for more", async () => {
    const { contract } = await read(`${HEAD}
servers:
  s:
    host: "localhost:1"
    protocol: ws
    security: [{ $ref: "#/components/securitySchemes/key" }, { $ref: "#/components/securitySchemes/basic" }]
channels: { c: { address: / } }
operations:
  o:
    action: receive
    channel: { $ref: "#/channels/c" }
    security: [{ $ref: "#/components/securitySchemes/oauth" }, { $ref: "#/components/securitySchemes/key" }]
components:
  securitySchemes:
    key: { type: httpApiKey, in: query, name: k }
    basic: { type: http, scheme: basic }
    oauth: { type: oauth2, flows: {}, scopes: [read] }
`);
    expect(contract.channels[0]?.security).to.deep.equal([
      [{ scheme: "key", scopes: [] }],
      [
        { scheme: "basic", scopes: [] },
        { scheme: "oauth", scopes: ["read"] },
      ],
    ]);
    expect(contract.securitySchemes.map(({ name, carrier }) => [name, carrier])).to.deep.equal([
      ["key", { kind: "query", name: "k" }],
      ["basic", { kind: "basic" }],
      ["oauth", { kind: "header", name: "Authorization", prefix: "Bearer " }],
    ]);
  });

  it("knows the forms of tokens, and what can't be tested", async () => {
    const text = `${HEAD}
servers:
  s:
    host: "localhost:1"
    protocol: ws
    security:
      - { type: http, scheme: bearer, bearerFormat: JWT }
      - { type: httpApiKey, in: cookie, name: sid, x-contract: { jwt: { alg: ES256, claims: { sub: $unique } } } }
      - { type: userPassword }
channels: { c: { address: / } }
`;
    const { contract } = await read(text);
    expect(
      contract.securitySchemes.map(({ name, carrier, token }) => [name, carrier.kind, token]),
    ).to.deep.equal([
      ["s.security.1", "header", { kind: "bearer" }],
      ["s.security.2", "cookie", { kind: "recipe", alg: "ES256", claims: { sub: "$unique" } }],
      ["s.security.3", "untestable", { kind: "opaque" }],
    ]);
    expect(await findings(text)).to.deep.equal([
      "CREDENTIAL-UNTESTABLE a credential of type userPassword does not travel in a WebSocket handshake",
    ]);
  });

  it("reports credentials that no handshake can show: names that no header has, answers to a challenge", async () => {
    const text = `${HEAD}
servers:
  s:
    host: "localhost:1"
    protocol: ws
    security:
      - { type: http, scheme: Digest }
      - { type: httpApiKey, in: header, name: X-Schlüssel }
      - { type: httpApiKey, in: cookie, name: "a b" }
      - { type: http, scheme: ApiKey }
channels: { c: { address: / } }
`;
    const { contract } = await read(text);
    expect(contract.securitySchemes.map(({ carrier }) => carrier)).to.deep.equal([
      { kind: "untestable", type: "Digest" },
      { kind: "untestable", type: "httpApiKey" },
      { kind: "untestable", type: "httpApiKey" },
      { kind: "header", name: "Authorization", prefix: "ApiKey " },
    ]);
    const said = (await findings(text)).filter((one) => one.startsWith("CREDENTIAL"));
    expect(said).to.deep.equal([
      "CREDENTIAL-UNTESTABLE a credential of HTTP Digest answers a challenge: none can be made ahead",
      "CREDENTIAL-UNTESTABLE no header can be called `X-Schlüssel`: the credential can't be sent",
      "CREDENTIAL-UNTESTABLE no cookie can be called `a b`: the credential can't be sent",
    ]);
  });

  it("reports credentials that are needed together and travel in the same place", async () => {
    const text = `asyncapi: 2.6.0
info: { title: Bank, version: "1" }
defaultContentType: application/json
servers:
  s: { url: "localhost:1", protocol: ws, security: [{ app: [], user: [] }, { app: [], key: [] }] }
channels:
  /konto: { publish: { message: { name: frage, payload: { type: object } } } }
components:
  securitySchemes:
    app: { type: http, scheme: basic }
    user: { type: http, scheme: bearer }
    key: { type: httpApiKey, in: query, name: key }
`;
    expect((await findings(text)).filter((one) => one.startsWith("CREDENTIAL"))).to.deep.equal([
      "CREDENTIAL-SHARED app and user are needed together, and both travel in the header Authorization: a handshake has it once",
    ]);
  });

  it("takes schemes that differ in nothing but what they are good for as one credential, under its first name", async () => {
    const scheme = (scope: string): string =>
      `{ type: oauth2, scopes: ["${scope}"], flows: { clientCredentials: { tokenUrl: "https://id.test/token", availableScopes: { "${scope}": x } } } }`;
    const key = "{ type: httpApiKey, in: cookie, name: sid }";
    const text = `${HEAD}
servers: { s: { host: "localhost:1", protocol: ws, security: [{ $ref: "#/components/securitySchemes/oauth" }, ${key}] } }
channels: { c: { address: /, messages: { get: { payload: {} }, put: { payload: {} } } } }
operations:
  get: { action: receive, channel: { $ref: "#/channels/c" }, messages: [{ $ref: "#/channels/c/messages/get" }], security: [${scheme("read")}, ${key}] }
  put: { action: receive, channel: { $ref: "#/channels/c" }, messages: [{ $ref: "#/channels/c/messages/put" }], security: [${scheme("write")}, ${key}] }
components: { securitySchemes: { oauth: ${scheme("use")} } }
`;
    const { security } = await channelOf(text);
    expect(security).to.deep.equal([
      [{ scheme: "oauth", scopes: ["use", "read", "write"] }],
      [{ scheme: "s.security.2", scopes: [] }],
    ]);
    expect((await findings(text)).filter((one) => one.startsWith("CREDENTIAL"))).to.deep.equal([]);
  });

  it("keeps alternatives apart that are alike but for their names", async () => {
    const bearer = "{ type: http, scheme: bearer }";
    const { security } = await channelOf(`${HEAD}
servers: { s: { host: "localhost:1", protocol: ws, security: [{ $ref: "#/components/securitySchemes/user" }, { $ref: "#/components/securitySchemes/admin" }] } }
channels: { c: { address: / } }
components: { securitySchemes: { user: ${bearer}, admin: ${bearer} } }
`);
    expect(security.flat().map(({ scheme }) => scheme)).to.deep.equal(["user", "admin"]);
  });
});
