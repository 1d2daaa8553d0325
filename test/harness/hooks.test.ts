import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Service } from "../../harness/index.ts";
import { seen, told, withConfig } from "./configured.ts";
import { NEWS_SERVICE, newsContract } from "./news.ts";
import type { Handlers, Peer } from "./ws-service.ts";

const contract = newsContract();

async function pings({ connect }: Service): Promise<void> {
  const client = await connect("talk");
  await client.send("ping", { type: "ping" }).ended();
}

/** Runs `pings` with this config. */
async function outcome(config: string): Promise<string> {
  const [end] = await withConfig({ contract, handlers: NEWS_SERVICE, config }, pings);
  return end === undefined ? "" : `${told(end)}: ${end.error?.message ?? ""}`;
}

const NODE = JSON.stringify(process.execPath);

describe("hooks of the config", () => {
  it("are called in order, each with what it is about", async () => {
    const config = `
      const note = (name) => ({ test, channel, identity }) => void seen.push([name, ...test, channel, identity].join(" ").trim());
      export default { hooks: Object.fromEntries(
        ["beforeAll", "beforeEach", "beforeConnection", "afterConnection", "afterEach"].map((name) => [name, note(name)]),
      ) };`;
    const ends = await withConfig({ contract, handlers: NEWS_SERVICE, config }, pings, pings);
    expect(ends.map(told)).to.deep.equal(["passed", "passed"]);
    const each = [
      "beforeEach a test",
      "beforeConnection a test talk alice",
      "afterConnection a test talk alice",
      "afterEach a test",
    ];
    expect(seen).to.deep.equal(["beforeAll", ...each, ...each]);
  });

  it("add headers and query to a handshake", async () => {
    const came: string[] = [];
    const handlers: Handlers = {
      ...NEWS_SERVICE,
      refuse: ({ headers, url }) => {
        came.push(`${headers["x-ticket"]} ${url}`);
        return 0;
      },
    };
    const config = `export default { hooks: {
      beforeConnection: async ({ identity }) => ({ headers: { "x-ticket": "for " + identity }, query: { t: "1 2" } }) } };`;
    const [end] = await withConfig({ contract, handlers, config }, pings);
    expect(end?.state).to.equal("passed");
    expect(came).to.deep.equal(["for alice /talk?t=1%202"]);
  });

  it("give no credential to a test that shows another one", async () => {
    const came: string[] = [];
    const handlers: Handlers = {
      refuse: ({ url = "" }) => {
        came.push(url);
        return url.includes("ticket=good") ? 0 : 401;
      },
    };
    const scheme = {
      name: "ticket",
      place: "#/components/securitySchemes/ticket",
      carrier: { kind: "query", name: "ticket" },
      token: { kind: "opaque" },
    } as const;
    const [channel, ...others] = newsContract({ securitySchemes: [scheme] }).channels;
    if (channel === undefined) throw new Error("the contract has a channel");
    const secured = { ...channel, security: [[{ scheme: "ticket", scopes: [] }]] };
    const config = `export default { credentials: { ticket: { value: "none yet" } },
      hooks: { beforeConnection: () => ({ query: { ticket: "good" } }) } };`;
    const [end] = await withConfig(
      {
        contract: { ...contract, securitySchemes: [scheme], channels: [secured, ...others] },
        handlers,
        config,
      },
      async ({ connect, handshake }) => {
        await connect("talk");
        await handshake("talk", { credentials: { ticket: "none" } });
      },
    );
    expect(end?.error?.message).to.equal(undefined);
    expect(came).to.deep.equal(["/talk?ticket=good", "/talk"]);
  });

  it("may be commands, without a shell, which get what a function gets", async () => {
    const script = `if (process.env.ASYNCPROOF_TEST !== "a test" || process.argv[1] !== "$(id); *") process.exit(3);
      if ("ASYNCPROOF_FLAGS" in process.env) process.exit(4);`;
    const command = `[${NODE}, "-e", ${JSON.stringify(script)}, "$(id); *"]`;
    expect(await outcome(`export default { hooks: { beforeEach: { command: ${command} } } };`)).to.equal(
      "passed: ",
    );
  });

  for (const [what, config, code, text] of [
    [
      "one that throws",
      'beforeEach: () => { throw new Error("no database"); }',
      "HOOK-FAILED",
      "no database",
    ],
    [
      "beforeAll",
      'beforeAll: async () => { throw new Error("no database"); }',
      "SETUP-FAILED",
      "no database",
    ],
    ["one that never ends", "beforeConnection: () => new Promise(() => {})", "HOOK-FAILED", "within 200 ms"],
    ["one after the test", 'afterEach: () => { throw new Error("left over"); }', "HOOK-FAILED", "left over"],
    ["one after a connection", 'afterConnection: () => { throw "text"; }', "HOOK-FAILED", "text"],
    [
      "a command that fails",
      `beforeEach: { command: [${NODE}, "-e", "process.exit(3)"] }`,
      "HOOK-FAILED",
      "code 3",
    ],
    [
      "a command that is not there",
      'beforeEach: { command: ["no-such-program"] }',
      "HOOK-FAILED",
      "no-such-program",
    ],
    [
      "a command that never ends",
      `beforeEach: { command: [${NODE}, "-e", "setInterval(() => {}, 99)"] }`,
      "HOOK-FAILED",
      "within 200 ms",
    ],
    [
      "an addition of a wrong form",
      "beforeConnection: () => ({ header: {} })",
      "HOOK-FAILED",
      "headers and query",
    ],
    [
      "a header of no such name",
      'beforeConnection: () => ({ headers: { "X y": "1" } })',
      "HOOK-FAILED",
      "gives the header `X y`, which cannot be set",
    ],
    [
      "a header that would begin another one",
      'beforeConnection: () => ({ headers: { "X-Y": "1\\r\\nX-Z: 2" } })',
      "HOOK-FAILED",
      "gives the header `X-Y`",
    ],
  ] as const)
    it(`tell ${what} as an error, not as a broken promise`, async () => {
      // A command needs some time to start, one that never ends none.
      const limit = text === "within 200 ms" ? "200ms" : "10s";
      const end = await outcome(`export default { hookTimeout: "${limit}", hooks: { ${config} } };`);
      expect(end)
        .to.match(new RegExp(`^${code}: `))
        .and.to.include(text);
    });

  it("hide no broken promise", async () => {
    const handlers: Handlers = { said: (peer) => peer.say({ type: "who knows" }) };
    const config = 'export default { hooks: { afterEach: () => { throw new Error("left over"); } } };';
    const [end] = await withConfig({ contract, handlers, config }, pings);
    expect(end?.facts.rule).to.equal("UNDECLARED");
  });
});

describe("a trigger of the config", () => {
  const peers = new Set<Peer>();
  const asked: string[] = [];
  let http: Server;
  let url = "";
  let says = true;

  before(async () => {
    http = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (text) => {
        body += text;
      });
      request.on("end", () => {
        asked.push(`${request.method} ${request.url} ${request.headers["x-key"]} ${body}`);
        if (says) for (const peer of peers) peer.say({ type: "news", text: body });
        response.writeHead(request.url === "/broken" ? 500 : 204).end();
      });
    });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    // A server that listens on a port has an address of this form.
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    says = true;
    asked.length = 0;
    peers.clear();
  });
  after(() => new Promise<void>((resolve) => http.close(() => resolve())));

  const handlers: Handlers = { ...NEWS_SERVICE, open: (peer) => void peers.add(peer) };

  async function pushed(trigger: string): Promise<string> {
    const config = `export default { triggers: { headlines: ${trigger} } };`;
    const env = { EDITOR_KEY: "key-of-the-editor" };
    const [end] = await withConfig({ contract, handlers, config, env }, async ({ connect }) => {
      const client = await connect("talk");
      await client.pushed("news");
    });
    return end === undefined ? "" : `${told(end)}: ${end.error?.message ?? ""}`;
  }

  it("makes come what no request does: by a function", async () => {
    const trigger = `async ({ operation, identity }) => {
      await fetch("${url}/made", { method: "POST", body: operation + " for " + identity });
    }`;
    expect(await pushed(trigger)).to.equal("passed: ");
    expect(asked).to.deep.equal(["POST /made undefined headlines for alice"]);
  });

  it("by a command", async () => {
    const script = `fetch("${url}/made", { method: "POST", body: process.env.ASYNCPROOF_OPERATION })`;
    expect(await pushed(`{ command: [${NODE}, "-e", ${JSON.stringify(script)}] }`)).to.equal("passed: ");
    expect(asked).to.deep.equal(["POST /made undefined headlines"]);
  });

  it("by an HTTP request, filled with what it is about", async () => {
    const request = `{ url: "${url}/made?for={identity}", headers: { "X-Key": { env: "EDITOR_KEY" } }, body: { to: "{identity}", text: "{unknown}" } }`;
    expect(await pushed(`{ request: ${request} }`)).to.equal("passed: ");
    expect(asked).to.deep.equal(['POST /made?for=alice key-of-the-editor {"to":"alice","text":"{unknown}"}']);
  });

  it("is owed what it shall make come", async () => {
    says = false;
    const end = await pushed(`{ request: { url: "${url}/made" } }`);
    expect(end)
      .to.match(/^NOT-DELIVERED: /)
      .and.to.include("after `triggers.headlines`");
  });

  it("that fails shows nothing of the service", async () => {
    says = false;
    expect(await pushed(`{ request: { url: "${url}/broken" } }`)).to.match(/^TRIGGER-FAILED: .*500/);
    expect(await pushed('() => { throw new Error("no queue"); }')).to.match(/^TRIGGER-FAILED: .*no queue/);
    expect(await pushed('{ request: { url: "http://127.0.0.1:1/" } }')).to.match(
      /^TRIGGER-FAILED: .*ECONNREFUSED/,
    );
  });

  for (const [who, reached] of [
    ["the one that it is for", 1],
    ["another client too", 2],
  ] as const)
    it(`shows who must not see it, where the service tells ${who}`, async () => {
      const trigger = `() => fetch("${url}/made", { method: "POST" })`;
      const config = `export default { triggers: { headlines: ${trigger} } };`;
      const first: Handlers = {
        ...handlers,
        open: (peer) => void (peers.size < reached && peers.add(peer)),
      };
      const [end] = await withConfig({ contract, handlers: first, config }, async ({ connect }) => {
        const listener = await connect("talk");
        const bystander = await connect("talk", { as: "second" });
        await bystander.quiet();
        await listener.triggered("news");
        expect(await bystander.quiet()).to.have.none("news");
      });
      expect(end === undefined ? "" : told(end)).to.equal(reached === 1 ? "passed" : "AUDIENCE");
    });

  it("is needed to show that, however much comes by itself", async () => {
    const config = "export default {};";
    const [end] = await withConfig({ contract, handlers, config }, async ({ connect }) => {
      await (await connect("talk")).triggered("news");
    });
    expect(end === undefined ? "" : told(end)).to.match(/^needs trigger: /);
  });

  it("is needed, else the test is not reached", async () => {
    const [end] = await withConfig(
      { contract, handlers, config: "export default {};" },
      async ({ connect }) => {
        const client = await connect("talk");
        await client.pushed("news");
      },
    );
    expect(end === undefined ? "" : told(end)).to.match(/^needs trigger: /);
  });

  it("of an operation that nobody knows is an error, with the nearest name", async () => {
    const [end] = await withConfig(
      { contract, handlers, config: 'export default { triggers: { headline: { command: ["x"] } } };' },
      pings,
    );
    expect(end === undefined ? "" : told(end)).to.equal("CONFIG-NAME");
    expect(Reflect.get(end?.error ?? {}, "hint")).to.equal("did you mean `headlines`?");
  });
});
