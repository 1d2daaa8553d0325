import { expect } from "chai";
import { channelOf, clientOperation, faultOf, findings, read, serverOperation } from "./document-fixture.ts";
import { rooms } from "./version-2-fixture.ts";

const SEQUENCE = '{ sequence: "bit+ done" }';

describe("AsyncAPI 2", () => {
  it("is read in all its versions, 2.0 to 2.6", async () => {
    for (const minor of [0, 1, 2, 3, 4, 5, 6]) {
      const { contract } = await read(rooms().replace("2.6.0", `2.${minor}.0`));
      expect(contract.asyncapi).to.equal(`2.${minor}.0`);
      expect(contract.channels[0]?.operations.length).to.equal(2);
    }
  });

  it("turns directions right: clients publish, the server sends what is subscribed to", async () => {
    const channel = await channelOf(rooms());
    expect(clientOperation(channel, "ask").requests).to.deep.equal(["question.v1"]);
    expect(serverOperation(channel, "/rooms/{room}.subscribe").messages).to.deep.equal([
      "welcome",
      "bit",
      "done",
      "news",
      "/rooms/{room}.subscribe.message.5",
    ]);
  });

  it("swaps them for a document from the client's chair", async () => {
    const { contract } = await read(rooms(), { role: "client" });
    expect(contract.channels[0]?.operations.map(({ kind, name }) => `${kind} ${name}`)).to.deep.equal([
      "server ask",
      "client /rooms/{room}.subscribe",
    ]);
  });

  it("names messages by messageId, name, key of the component, in that order", async () => {
    const { messages } = await channelOf(rooms());
    expect(messages.map(({ name }) => name).slice(0, 4)).to.deep.equal([
      "question.v1",
      "welcome",
      "bit",
      "done",
    ]);
  });

  it("lets traits win over the object, and the last trait over all", async () => {
    const channel = await channelOf(rooms());
    const [question] = channel.messages;
    expect(question).to.deep.include({ title: "of the trait", correlation: ["/trace"] });
    expect(question?.examples.map(({ name }) => name)).to.deep.equal(["hello"]);
    const ask = clientOperation(channel, "ask");
    expect(ask.title).to.equal("of the trait");
    expect(ask.within).to.deep.include({ kind: "declared", ms: 2000 });
  });

  it("reads servers by URL with variables, and channels with their servers", async () => {
    const { contract, warnings } = await read(rooms());
    expect(contract.servers).to.deep.equal([
      { name: "local", place: "#/servers/local", url: "ws://localhost:8080/v1" },
    ]);
    expect(contract.channels[0]?.path).to.equal("/v1/rooms/{room}");
    expect(warnings.map(({ code }) => code)).to.deep.equal(["SERVER-IGNORED"]);
  });

  it("believes a scheme in the URL before the declared protocol", async () => {
    const { contract } = await read(
      rooms({ servers: '{ local: { url: "wss://a.example/x?y=1", protocol: ws } }' }),
    );
    expect(contract.servers.map(({ url }) => url)).to.deep.equal(["wss://a.example/x"]);
  });

  it("reads parameters with a schema, query of the binding, and subprotocols from its headers", async () => {
    const { contract } = await read(rooms());
    const [channel] = contract.channels;
    const [room] = channel?.parameters ?? [];
    expect(room).to.include({ name: "room", required: true, example: "red" });
    expect(contract.schemas[room?.schema ?? ""]?.schema).to.deep.equal({
      type: "string",
      enum: ["red", "blue"],
    });
    expect(channel?.query.map(({ name, example }) => `${name} ${example}`)).to.deep.equal(["since 0"]);
    expect(channel?.headers).to.deep.equal([]);
    expect(channel?.subprotocols).to.deep.equal(["rooms.v2", "rooms.v1"]);
  });

  it("takes security of servers and operations together; `{}` asks for nothing", async () => {
    const channel = await channelOf(rooms());
    expect(channel.security).to.deep.equal([]);
    const asked = rooms().replace(", {}]", "]").replace("message: { name: news", "message: { name: news");
    const both = await channelOf(
      asked.replace("    subscribe:\n", "    subscribe:\n      security: [{ oauth: [read] }]\n"),
    );
    expect(both.security).to.deep.equal([
      [
        { scheme: "key", scopes: [] },
        { scheme: "oauth", scopes: ["write", "read"] },
      ],
    ]);
  });

  it("reports a security scheme that is not declared", async () => {
    expect(await findings(rooms().replace("oauth: [write]", "auth: [write]"))).to.include(
      "SECURITY-LOST `auth` is not declared under components.securitySchemes: this alternative is not tested",
    );
  });

  it("keeps two messages of one name apart", async () => {
    const text = rooms().replace("{ name: news, ", "{ name: question.v1, ");
    expect((await channelOf(text)).messages.map(({ name }) => name)).to.include(
      "/rooms/{room}.subscribe.message.4",
    );
    expect(await findings(text)).to.include(
      "MESSAGE-RENAMED /rooms/{room} has two messages question.v1; this one is called /rooms/{room}.subscribe.message.4 here",
    );
  });

  it("reads nested oneOf, once each, and in a circle", async () => {
    const nested =
      '{ oneOf: [{ $ref: "#/components/messages/welcome" }, { $ref: "#/components/messages/any" }] }';
    const text = rooms()
      .replace(
        'message: { $ref: "#/components/messages/question" }',
        'message: { $ref: "#/components/messages/any" }',
      )
      .replace("    welcome:", `    any: ${nested}\n    welcome:`);
    expect(clientOperation(await channelOf(text), "ask").requests).to.deep.equal(["welcome"]);
  });

  it("leaves out an operation without a message, and says so", async () => {
    expect(await findings(rooms().replace(/ {6}message: .*question.*\n/, ""))).to.include(
      "OPERATION-LEFT-OUT 1 of 2 operations is left out; `ask` because it declares no message",
    );
  });
});

describe("pairing in AsyncAPI 2", () => {
  it("a sequence makes replies of what it names: they are no longer sent by themselves", async () => {
    const channel = await channelOf(rooms({ ask: SEQUENCE }));
    expect(clientOperation(channel, "ask").replies).to.deep.equal(["bit", "done"]);
    expect(serverOperation(channel, "/rooms/{room}.subscribe").messages).to.deep.equal([
      "welcome",
      "news",
      "/rooms/{room}.subscribe.message.5",
    ]);
  });

  it("what a case expects is a reply, too", async () => {
    const ask = '{ sequence: "bit+", cases: [{ name: end, send: {}, expect: "bit done" }] }';
    expect(clientOperation(await channelOf(rooms({ ask })), "ask").replies).to.deep.equal(["bit", "done"]);
  });

  it("an opening does the same", async () => {
    const channel = await channelOf(rooms({ channel: "{ opening: welcome }" }));
    expect(serverOperation(channel, "/rooms/{room}.subscribe").messages).not.to.include("welcome");
  });

  it("`trigger: unsolicited` keeps them all", async () => {
    const channel = await channelOf(rooms({ ask: SEQUENCE, tell: "{ trigger: unsolicited }" }));
    expect(serverOperation(channel, "/rooms/{room}.subscribe").messages).to.include("bit");
  });

  it("an operation of which nothing is left is gone, unless it promises more", async () => {
    const all = `{ sequence: "welcome bit+ done news '/rooms/{room}.subscribe.message.5'" }`;
    const names = async (tell: string): Promise<string[]> =>
      (await channelOf(rooms({ ask: all, tell }))).operations.map(({ name }) => name);
    expect(await names("{}")).to.deep.equal(["ask", "/rooms/{room}.subscribe"]);
    const without = rooms({ ask: all }).replace(/ {6}x-contract: \{\}\ncomponents/, "components");
    expect((await channelOf(without)).operations.map(({ name }) => name)).to.deep.equal(["ask"]);
  });

  it("the server's sequence makes answers of what clients publish", async () => {
    const text = rooms({ tell: "{ sequence: question.v1 }" });
    const tell = serverOperation(await channelOf(text), "/rooms/{room}.subscribe");
    expect(tell.answer).to.deep.include({ kind: "owed", messages: ["question.v1"] });
  });

  it("a name that is not there is an error with its place", async () => {
    const fault = await faultOf(read(rooms({ ask: '{ sequence: "bot+" }' })));
    expect(fault).to.include({ code: "SEQUENCE", hint: "did you mean `bit`?" });
  });

  it("x-contract stands on messages of operations and components, not in schemas", async () => {
    const text = rooms().replace("{ name: news,", "{ name: news, x-contract: { error: true },");
    expect((await channelOf(text)).messages.find(({ name }) => name === "news")?.error).to.equal(true);
    const wrong = rooms().replace("Room: {", "Room: { x-contract: {},");
    expect((await faultOf(read(wrong))).code).to.equal("X-CONTRACT-PLACE");
  });
});
