// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("idle - chat", () => {
  it(
    "closes a silent connection with 4408 after 1 s",
    scenario({ covers: ["#/channels/chat/x-contract/idle"], exclusive: true }, async ({ connect }) => {
      const client = await connect("chat", { query: { timeout: "1" } });
      expect(await client.closedByServer()).to.be.closedWith(4408);
    }),
  );
});
