// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("connection - shutdown", () => {
  it(
    "closes every connection with 1001 when it is stopped",
    scenario({ covers: ["#/x-contract/shutdown"], exclusive: true }, async ({ connect, restart }) => {
      const client = await connect("chat");
      const client2 = await connect("agentStream");
      const client3 = await connect("agentExecute");
      const client4 = await connect("agentUpdates");
      await restart();
      expect(await client.closedByServer()).to.be.closedWith(1001);
      expect(await client2.closedByServer()).to.be.closedWith(1001);
      expect(await client3.closedByServer()).to.be.closedWith(1001);
      expect(await client4.closedByServer()).to.be.closedWith(1001);
    }),
  );
});
