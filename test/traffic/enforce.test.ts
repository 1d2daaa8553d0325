import { expect } from "chai";
import { once } from "node:events";
import { WebSocket, WebSocketServer } from "ws";
import type { Contract } from "../../contract/index.ts";
import { Enforcer } from "../../traffic/index.ts";
import { AGENT, contractOf, hearingOf } from "./documents.ts";
import { type Heard, proxied } from "./proxied.ts";
import { rawClient } from "./raw-peers.ts";

/** What the client and the service see of each other with the proxy between. */
interface Seen {
  readonly atService: string[];
  readonly atClient: string[];
  readonly code: number;
  readonly rules: readonly string[];
}

describe("--enforce", () => {
  let contract: Contract;
  before(async () => {
    contract = await contractOf(AGENT);
  });
  let heard: Heard | null = null;
  let server: WebSocketServer;
  afterEach(async () => {
    await heard?.proxy.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  /** The client says `says`, and leaves when it has heard `most` frames; the service answers as told. */
  async function talk(
    says: readonly (string | Buffer)[],
    answer: (text: string) => string[],
    most: number,
    promised: Contract = contract,
  ): Promise<Seen> {
    const atService: string[] = [];
    const atClient: string[] = [];
    server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    await once(server, "listening");
    server.on("connection", (socket) =>
      socket.on("message", (data) => {
        atService.push(`${data}`);
        for (const reply of answer(`${data}`)) socket.send(reply);
      }),
    );
    const { hearing, broken } = hearingOf(promised);
    const enforcer = new Enforcer(promised, hearing);
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    heard = await proxied(port, { enforcer }, (event) => hearing.take(event));
    const client = new WebSocket(`ws://127.0.0.1:${heard.proxy.port}/agent`);
    client.on("message", (data) => {
      atClient.push(`${data}`);
      if (atClient.length === most) client.close(1000);
    });
    await once(client, "open");
    for (const one of says) client.send(one);
    const [code] = await once(client, "close");
    return { atService, atClient, code, rules: broken.map(({ rule }) => rule) };
  }

  const GOOD = JSON.stringify({ agent_id: "echo", prompt: "hi" });
  const answers = (): string[] => [
    '{"type":"token","index":0,"text":"hi"}',
    '{"type":"done","text":"hi","token_count":1}',
  ];

  it("lets everything through that keeps the contract", async () => {
    expect(await talk([GOOD], answers, 2)).to.deep.equal({
      ...{ atService: [GOOD], atClient: answers(), code: 1000, rules: [] },
    });
  });

  it("answers bad input with the declared refusal, and the service never sees it", async () => {
    const { atService, atClient, rules } = await talk(["{broken", GOOD], answers, 3);
    expect(atService).to.deep.equal([GOOD]);
    expect(JSON.parse(atClient[0] ?? "")).to.include({ type: "error", code: "MALFORMED" });
    expect(atClient.slice(1)).to.deep.equal(answers());
    expect(rules).to.deep.equal(["CLIENT"]);
  });

  it("closes in its own name where no refusal as declared can be made, and blames no service for that", async () => {
    const { atService, code, rules } = await talk(["{broken"], answers, 9, withoutExamples(contract));
    expect(atService).to.deep.equal([]);
    expect(code).to.equal(1008);
    expect(rules).to.deep.equal(["CLIENT"]);
  });

  it("closes with the declared code where a close is declared", async () => {
    const { atService, code } = await talk([Buffer.from([1, 2, 3])], answers, 9);
    expect(atService).to.deep.equal([]);
    expect(code).to.equal(1003);
  });

  it("keeps what the service gets wrong from the client, and closes with 1008", async () => {
    const wrong = (): string[] => [
      '{"type":"token","index":0,"text":"hi"}',
      '{"type":"token","index":7,"text":"!"}',
    ];
    const { atClient, code, rules } = await talk([GOOD], wrong, 9);
    expect(atClient).to.deep.equal(wrong().slice(0, 1));
    expect(code).to.equal(1008);
    expect(rules).to.deep.equal(["ORDERED"]);
  });

  it("refuses a path that the document does not declare, without asking the service", async () => {
    await talk([GOOD], answers, 2);
    const { head } = await rawClient(heard?.proxy.port ?? 0, { path: "/elsewhere" });
    expect(head).to.match(/^HTTP\/1\.1 404 /);
    expect(server.clients.size).to.be.lessThan(2);
  });
});

function withoutExamples(contract: Contract): Contract {
  const channels = contract.channels.map((channel) => ({
    ...channel,
    messages: channel.messages.map((message) => ({ ...message, examples: [] })),
  }));
  return { ...contract, channels };
}
