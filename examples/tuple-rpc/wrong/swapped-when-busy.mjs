// expected rule: ECHO
// Two cards that are looked up at the same time get each the answer to the other.
// family that turns red: concurrency
// unrelated family that stays green: refusal
import { CallError, main } from "../service.mjs";

const running = new Set();

await main({
  methods: {
    authorize: async ({ card }) => {
      const own = { card };
      running.add(own);
      await new Promise((resolve) => setTimeout(resolve, 25));
      const other = [...running].find((one) => one !== own);
      setImmediate(() => running.delete(own));
      const asked = other?.card ?? card;
      if (card.startsWith("LOST")) throw new CallError("NO_CARD", "there is no such card");
      return { status: card.startsWith("BLOCKED") ? "blocked" : "accepted", card: asked };
    },
  },
});
