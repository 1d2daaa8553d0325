// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("security - agentStream", () => {
  // #/components/securitySchemes/tokenQuery
  describe("tokenQuery", () => {
    it(
      "accepts a valid credential in the query (token)",
      scenario({ covers: ["#/components/securitySchemes/tokenQuery"] }, async ({ connect }) => {
        const client = await connect("agentStream", { credentials: { tokenQuery: "valid" } });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses a client without a credential in the query (token)",
      scenario(
        { covers: ["#/components/securitySchemes/tokenQuery", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentStream", {
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
          const answer = await handshake("agentStream", {
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
          const answer = await handshake("agentStream", {
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
          const answer = await handshake("agentStream", {
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
          const answer = await handshake("agentStream", {
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
          const answer = await handshake("agentStream", {
            credentials: { tokenQuery: "alg-none" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses a token without the scope agent:stream in the query (token)",
      scenario(
        { covers: ["#/components/securitySchemes/tokenQuery", "#/x-contract/rejects/forbidden"] },
        async ({ handshake }) => {
          const answer = await handshake("agentStream", {
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
        const client = await connect("agentStream", { credentials: { tokenHeader: "valid" } });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses a client without a credential in the header Authorization",
      scenario(
        { covers: ["#/components/securitySchemes/tokenHeader", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentStream", {
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
          const answer = await handshake("agentStream", {
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
          const answer = await handshake("agentStream", {
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
          const answer = await handshake("agentStream", {
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
          const answer = await handshake("agentStream", {
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
          const answer = await handshake("agentStream", {
            credentials: { tokenHeader: "alg-none" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses a token without the scope agent:stream in the header Authorization",
      scenario(
        { covers: ["#/components/securitySchemes/tokenHeader", "#/x-contract/rejects/forbidden"] },
        async ({ handshake }) => {
          const answer = await handshake("agentStream", {
            credentials: { tokenHeader: "unscoped" },
            expects: "forbidden",
          });
          expect(answer).to.be.refusedWith({ status: 403 });
        },
      ),
    );
  });
});
