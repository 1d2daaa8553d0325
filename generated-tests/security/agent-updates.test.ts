// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("security - agentUpdates", () => {
  // #/components/securitySchemes/tokenQuery
  describe("tokenQuery", () => {
    it(
      "accepts a valid credential in the query (token)",
      scenario({ covers: ["#/components/securitySchemes/tokenQuery"] }, async ({ connect }) => {
        const client = await connect("agentUpdates", { credentials: { tokenQuery: "valid" } });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses a client without a credential in the query (token)",
      scenario(
        { covers: ["#/components/securitySchemes/tokenQuery", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentUpdates", {
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
          const answer = await handshake("agentUpdates", {
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
          const answer = await handshake("agentUpdates", {
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
          const answer = await handshake("agentUpdates", {
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
          const answer = await handshake("agentUpdates", {
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
          const answer = await handshake("agentUpdates", {
            credentials: { tokenQuery: "alg-none" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses a token without the scope agent:updates in the query (token)",
      scenario(
        { covers: ["#/components/securitySchemes/tokenQuery", "#/x-contract/rejects/forbidden"] },
        async ({ handshake }) => {
          const answer = await handshake("agentUpdates", {
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
        const client = await connect("agentUpdates", { credentials: { tokenHeader: "valid" } });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses a client without a credential in the header Authorization",
      scenario(
        { covers: ["#/components/securitySchemes/tokenHeader", "#/x-contract/rejects/unauthenticated"] },
        async ({ handshake }) => {
          const answer = await handshake("agentUpdates", {
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
          const answer = await handshake("agentUpdates", {
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
          const answer = await handshake("agentUpdates", {
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
          const answer = await handshake("agentUpdates", {
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
          const answer = await handshake("agentUpdates", {
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
          const answer = await handshake("agentUpdates", {
            credentials: { tokenHeader: "alg-none" },
            expects: "unauthenticated",
          });
          expect(answer).to.be.refusedWith({ status: 401 });
        },
      ),
    );

    it(
      "refuses a token without the scope agent:updates in the header Authorization",
      scenario(
        { covers: ["#/components/securitySchemes/tokenHeader", "#/x-contract/rejects/forbidden"] },
        async ({ handshake }) => {
          const answer = await handshake("agentUpdates", {
            credentials: { tokenHeader: "unscoped" },
            expects: "forbidden",
          });
          expect(answer).to.be.refusedWith({ status: 403 });
        },
      ),
    );
  });
});
