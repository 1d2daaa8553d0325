// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("reply - agentStream", () => {
  // #/operations/cancelPrompt
  describe("cancelPrompt", () => {
    it(
      "nothing to cancel: error",
      scenario({ covers: ["#/operations/cancelPrompt/x-contract/cases/0"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const cancel = client.send("cancel", { type: "cancel", request_id: "never-sent" });
        const replies = await cancel.ended();
        expect(replies).to.follow("error");
        expect(replies).to.carry({ "error#/code": "NOT_RUNNING" });
      }),
    );
  });
});
