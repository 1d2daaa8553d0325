// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("connection - undeclared path", () => {
  it(
    "refuses /no-such-channel, which the document does not declare",
    scenario({ covers: ["#/x-contract/rejects/unknownChannel"] }, async ({ handshakeAt }) => {
      const answer = await handshakeAt("/no-such-channel");
      expect(answer).to.be.refusedWith({ status: 404 });
    }),
  );
});
