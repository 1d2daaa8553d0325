import { expect } from "chai";
import { bench } from "../harness/run-scenario.ts";
import { talkContract, talkService } from "../harness/talk.ts";
import { rawServer } from "./raw-server.ts";
import { SERVICES } from "./services.ts";

/** A slow machine is no finding; a service that holds a test for ever is. */
const WITHIN_MS = 30_000;
const MOST_BYTES = 700 * 1024 * 1024;

describe("a hostile service that", function () {
  this.timeout(60_000);

  for (const [what, rule, habit] of SERVICES)
    it(`${what} is a finding, in bounded time and memory`, async () => {
      const service = await rawServer(habit);
      const own = await bench(talkContract(), talkService(), { ASYNCPROOF_URL: service.url });
      const started = performance.now();
      const { state, facts, error } = await own.run(async ({ connect }) => {
        const client = await connect("talk");
        await client.send("prompt", { type: "prompt", id: "r-1", prompt: "hello" }).ended();
      });
      const ms = performance.now() - started;
      const { rss } = process.memoryUsage();
      await own.close();
      await service.close();
      expect(state).to.equal("failed");
      expect(facts.rule, error?.message).to.match(rule);
      expect(error?.message).to.match(/promised[\s\S]*got/);
      expect(ms).to.be.below(WITHIN_MS);
      expect(rss).to.be.below(MOST_BYTES);
    });
});
