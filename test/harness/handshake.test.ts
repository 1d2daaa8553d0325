import { expect } from "chai";
import type { IncomingMessage } from "node:http";
import { fileURLToPath } from "node:url";
import { expect as expectKept } from "../../harness/index.ts";
import { contractOf, field, rejects, status, closing } from "./contract-builder.ts";
import { bench } from "./run-scenario.ts";
import { talkChannel, talkService } from "./talk.ts";

describe("harness handshakes", () => {
  const SCHEMES = [
    {
      name: "key",
      place: "#/components/securitySchemes/key",
      carrier: { kind: "query", name: "token" },
      token: { kind: "opaque" },
    },
    {
      name: "header",
      place: "#/components/securitySchemes/header",
      carrier: { kind: "header", name: "Authorization", prefix: "Bearer" },
      token: { kind: "opaque" },
    },
  ] as const;

  function secured(unauthenticated = [status(401)]) {
    const one = talkChannel({
      path: "/rooms/{room}",
      parameters: [field("room", { example: "a b" })],
      query: [field("lang", { example: "en" }), field("debug", { required: false, example: "no" })],
      headers: [field("X-Trace")],
      subprotocols: ["talk.v1"],
      security: [[{ scheme: "key", scopes: [] }], [{ scheme: "header", scopes: [] }]],
      rejects: rejects({ unauthenticated, badHandshake: [status(400)] }),
    });
    return contractOf([one], { securitySchemes: SCHEMES });
  }

  const seen: IncomingMessage[] = [];
  const KEY = /[?&]token=([^&]*)/;
  const service = talkService(
    {},
    {
      subprotocol: (offered) => [...offered][0] ?? false,
      refuse: (request) => {
        seen.push(request);
        const path = request.url?.split("?")[0] ?? "";
        if (!path.startsWith("/rooms/")) return 404;
        if (!/[?&]lang=/.test(request.url ?? "")) return 400;
        const token = KEY.exec(request.url ?? "")?.[1] ?? request.headers.authorization;
        return token === undefined || token.includes("garbage") ? 401 : 0;
      },
    },
  );

  it("fills in what is declared and required, and carries the credential of the first alternative", async () => {
    const own = await bench(secured(), service);
    const end = await own.run(async ({ connect }) => {
      await connect("talk", { headers: { "X-Other": "1" } });
    });
    await own.close();
    expect(end.error).to.equal(null);
    const { url, headers } = seen.at(-1) ?? {};
    expect(url)
      .to.match(/^\/rooms\/a%20b\?lang=en&token=./)
      .and.not.to.contain("debug");
    expect(headers).to.include({ "x-other": "1", "sec-websocket-protocol": "talk.v1" });
    expect(headers?.["x-trace"]).to.be.a("string");
  });

  it("sends a header's value as UTF-8, and a value that no header holds not at all", async () => {
    const own = await bench(secured(), service);
    const sent = await own.run(async ({ connect }) => {
      await connect("talk", { headers: { "X-Other": "大阪 Köln" } });
    });
    const known = seen.length;
    const unsent = await own.run(async ({ connect }) => {
      await connect("talk", { headers: { "X-Other": "a\r\nX-Evil: b" } });
    });
    await own.close();
    expect(sent.error).to.equal(null);
    const bytes = seen[known - 1]?.headers["x-other"] ?? "";
    expect(Buffer.from(String(bytes), "latin1").toString("utf8")).to.equal("大阪 Köln");
    expect(unsent.state).to.equal("pending");
    expect(unsent.facts.pendingReason).to.match(/^not steerable: the header X-Other can't hold line breaks/);
    expect(seen.length).to.equal(known);
  });

  it("tells what it can't send as it is, and is then no connection", async () => {
    const own = await bench(secured(), service);
    const end = await own.run(async ({ connect }) => {
      await connect("talk", { headers: { "X Other": "1" } });
    });
    await own.close();
    expect(String(end.error)).to.contain('Header name must be a valid HTTP token ["X Other"]');
  });

  it("uses the alternative of the named scheme", async () => {
    const own = await bench(secured(), service);
    const end = await own.run(async ({ connect }) => {
      await connect("talk", { credentials: { header: "valid" } });
    });
    await own.close();
    expect(end.error).to.equal(null);
    expect(seen.at(-1)?.url).not.to.contain("token=");
    expect(seen.at(-1)?.headers.authorization).to.match(/^Bearer ./);
  });

  it("tells what became of a handshake that is refused by status", async () => {
    const own = await bench(secured(), service);
    const end = await own.run(async ({ handshake, handshakeAt }) => {
      const none = await handshake("talk", { credentials: { key: "none" }, expects: "unauthenticated" });
      expectKept(none).to.be.refusedWith({ status: 401 });
      const bad = await handshake("talk", { without: ["lang"], expects: "badHandshake" });
      expectKept(bad).to.be.refusedWith({ close: 1008 }, { status: [400, 422] });
      expectKept(await handshakeAt("/nowhere")).to.be.refusedWith({ status: 404 });
    });
    await own.close();
    expect(end.error).to.equal(null);
  });

  it("tells what became of one that is accepted and then closed", async () => {
    const own = await bench(
      secured([closing(4401)]),
      talkService(
        {},
        {
          subprotocol: (offered) => [...offered][0] ?? false,
          open: (peer) => peer.socket.close(4401, "no"),
        },
      ),
    );
    const end = await own.run(async ({ handshake }) => {
      const refused = await handshake("talk", {
        credentials: { key: "garbage" },
        expects: "unauthenticated",
      });
      expectKept(refused).to.be.refusedWith({ close: 4401 });
    });
    await own.close();
    expect(end.error).to.equal(null);
  });

  it("fails where a bad credential is let in", async () => {
    const own = await bench(
      secured(),
      talkService({}, { subprotocol: (offered) => [...offered][0] ?? false }),
    );
    const end = await own.run(async ({ handshake }) => {
      await handshake("talk", { credentials: { key: "garbage" }, expects: "unauthenticated" });
    });
    await own.close();
    expect(end.facts.rule).to.equal("HANDSHAKE-ACCEPTED");
  });

  it("is pending where a flavour can't be made: nobody lets an opaque key expire", async () => {
    const own = await bench(secured(), service);
    const end = await own.run(async ({ handshake }) => {
      await handshake("talk", { credentials: { key: "expired" }, expects: "unauthenticated" });
    });
    await own.close();
    expect(end.facts.pendingReason).to.match(/^not steerable: .*expired/);
  });

  it("fails with SUBPROTOCOL where the answer names none", async () => {
    const own = await bench(secured(), talkService({}, { subprotocol: () => false }));
    const end = await own.run(async ({ connect }) => {
      await connect("talk");
    });
    await own.close();
    expect(end.facts.rule).to.equal("SUBPROTOCOL");
  });

  describe("two credentials that travel in one header", () => {
    const BASIC = {
      name: "basic",
      place: "#/components/securitySchemes/basic",
      carrier: { kind: "basic" },
      token: { kind: "opaque" },
    } as const;
    const APP = { ...SCHEMES[1], name: "app", place: "#/components/securitySchemes/app" } as const;
    const both = (second: "basic" | "app") => [
      { scheme: "header", scopes: [] },
      { scheme: second, scopes: [] },
    ];

    async function reasonFor(
      security: readonly (readonly { readonly scheme: string; readonly scopes: readonly string[] }[])[],
      flavours: { readonly [scheme: string]: "garbage" } = {},
    ): Promise<string> {
      const one = talkChannel({ security, rejects: rejects({ unauthenticated: [status(401)] }) });
      const own = await bench(
        contractOf([one], { securitySchemes: [...SCHEMES, BASIC, APP] }),
        talkService({}, { refuse: ({ headers }) => (headers.authorization === undefined ? 401 : 0) }),
        {
          ASYNCPROOF_CREDENTIAL_HEADER: "one",
          ASYNCPROOF_CREDENTIAL_APP: "one",
          ASYNCPROOF_CREDENTIAL_BASIC: "two",
        },
      );
      const end = await own.run(async ({ connect }) => {
        await connect("talk", { credentials: flavours });
      });
      await own.close();
      expect(end.error).to.equal(null);
      return end.facts.pendingReason;
    }

    const WHY = "both travel in the header Authorization, which a handshake has once";

    it("are not shown where they differ: not reached, with the reason", async () => {
      expect(await reasonFor([both("basic")])).to.equal(
        `not steerable: header and basic are needed together, and ${WHY}`,
      );
    });

    it("are shown where they are one, and not where one of them has to be bad", async () => {
      expect(await reasonFor([both("app")])).to.equal("");
      expect(await reasonFor([both("app")], { app: "garbage" })).to.contain(WHY);
    });

    it("are passed over where another alternative can be shown", async () => {
      expect(await reasonFor([both("basic"), [{ scheme: "header", scopes: [] }]])).to.equal("");
    });
  });

  it("asks whether the credential is good where a handshake with one is refused as unknown", async () => {
    const own = await bench(secured(), talkService({}, { refuse: () => 401 }));
    const end = await own.run(async ({ connect }) => {
      await connect("talk");
    });
    await own.close();
    expect(end.facts.rule).to.equal("HANDSHAKE-REFUSED");
    expect(end.error?.message.replace(/\s+/g, " ")).to.include(
      "status 401; is the credential for `key` or `header` one that it knows?",
    );
  });

  it("says what makes a forgery that can't be made of a finished token", async () => {
    const [key, header] = SCHEMES;
    const schemes = [key, { ...header, token: { kind: "bearer" } }] as const;
    const one = talkChannel({ security: [[{ scheme: "header", scopes: [] }]] });
    const own = await bench(contractOf([one], { securitySchemes: schemes }), talkService());
    const config = fileURLToPath(new URL("finished-token.yaml", import.meta.url));
    const end = await own.end(
      own.scenario({ covers: [] }, async ({ handshake }) => {
        await handshake("talk", { credentials: { header: "foreign" }, expects: "unauthenticated" });
      }),
      { ASYNCPROOF_CONFIG: config },
    );
    await own.close();
    expect(end.facts.pendingReason).to.match(/only a `jwt` recipe in `credentials\.header`/);
  });
});
