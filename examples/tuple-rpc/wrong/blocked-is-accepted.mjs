// expected rule: CASE
// A blocked card may charge.
// family that turns red: reply
// unrelated family that stays green: refusal
import { main, RIGHT } from "../service.mjs";

await main({
  methods: {
    authorize: async (params) => ({ ...(await RIGHT.methods.authorize(params)), status: "accepted" }),
  },
});
