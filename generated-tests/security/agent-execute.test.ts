// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("security - agentExecute", () => {
  // #/components/securitySchemes/tokenQuery
  describe("tokenQuery", () => {
    it(
      "accepts a valid credential in the query (token)",
      scenario({ covers: ["#/components/securitySchemes/tokenQuery"] }, async ({ connect }) => {
        const client = await connect("agentExecute", { credentials: { tokenQuery: "valid" } });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses a client without a credential in the query (token)",
      scenario(
        { covers: ["#/components/securitySchemes/tokenQuery", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenQuery: "none" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses garbage in the query (token)",
      scenario(
        { covers: ["#/components/securitySchemes/tokenQuery", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenQuery: "garbage" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses an expired token in the query (token)",
      scenario(
        { covers: ["#/components/securitySchemes/tokenQuery", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenQuery: "expired" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses a token signed with a foreign key in the query (token)",
      scenario(
        { covers: ["#/components/securitySchemes/tokenQuery", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenQuery: "foreign" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses a tampered token in the query (token)",
      scenario(
        { covers: ["#/components/securitySchemes/tokenQuery", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenQuery: "tampered" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses an unsigned token (alg none) in the query (token)",
      scenario(
        { covers: ["#/components/securitySchemes/tokenQuery", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenQuery: "alg-none" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses a token without the scope agent:execute in the query (token)",
      scenario(
        { covers: ["#/components/securitySchemes/tokenQuery", "#/x-contract/rejects/forbidden"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenQuery: "unscoped" },
            expects: "forbidden",
          });
          expect(answer).to.be.refusedWith({ status: 403 });
        },
      ),
    );
  });

  // #/components/securitySchemes/tokenHeader
  describe("tokenHeader", () => {
    it(
      "accepts a valid credential in the header Authorization",
      scenario({ covers: ["#/components/securitySchemes/tokenHeader"] }, async ({ connect }) => {
        const client = await connect("agentExecute", { credentials: { tokenHeader: "valid" } });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses a client without a credential in the header Authorization",
      scenario(
        { covers: ["#/components/securitySchemes/tokenHeader", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenHeader: "none" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses garbage in the header Authorization",
      scenario(
        { covers: ["#/components/securitySchemes/tokenHeader", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenHeader: "garbage" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses an expired token in the header Authorization",
      scenario(
        { covers: ["#/components/securitySchemes/tokenHeader", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenHeader: "expired" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses a token signed with a foreign key in the header Authorization",
      scenario(
        { covers: ["#/components/securitySchemes/tokenHeader", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenHeader: "foreign" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses a tampered token in the header Authorization",
      scenario(
        { covers: ["#/components/securitySchemes/tokenHeader", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenHeader: "tampered" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses an unsigned token (alg none) in the header Authorization",
      scenario(
        { covers: ["#/components/securitySchemes/tokenHeader", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenHeader: "alg-none" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses a token without the scope agent:execute in the header Authorization",
      scenario(
        { covers: ["#/components/securitySchemes/tokenHeader", "#/x-contract/rejects/forbidden"] },
        async ({ handshake }) => {
          const answer = await handshake("agentExecute", {
            credentials: { tokenHeader: "unscoped" },
            expects: "forbidden",
          });
          expect(answer).to.be.refusedWith({ status: 403 });
        },
      ),
    );
  });
});
