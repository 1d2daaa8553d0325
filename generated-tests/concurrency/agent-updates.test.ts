// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("concurrency - agentUpdates", () => {
  // #/operations/attachRunner
  describe("attachRunner", () => {
    it(
      "answers 50 clients at once, each with its own",
      scenario({ covers: ["#/operations/attachRunner"] }, async ({ connect }) => {
        await Promise.all(
          Array.from({ length: 50 }, async (_, index) => {
            const n = index + 1;
            const client = await connect("agentUpdates", { as: `client-${n}` });
            const attach = client.send("attach", {
              type: "attach",
              request_id: `req-${n}`,
              runner: "local-runner",
            });
            const replies = await attach.ended();
            expect(replies).to.follow("attached");
            expect(replies).to.succeed();
            expect(replies).to.echo({ "attached#/runner": "local-runner" });
          }),
        );
      }),
    );
  });
});
