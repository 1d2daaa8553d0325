// Handlers with which the reference contract is kept as well: one in place of the stub's answer, one around it, one
// that fails in words and one that throws.
export default {
  ping: ({ reply }) => reply("pong"),
  readHistory: ({ next }) => next(),
  streamPrompt: async ({ request, fail, next }) => {
    if (request.agent_id === "nobody") fail("error");
    else await next();
  },
  executeAction: async ({ request, next }) => {
    if (request.action === "no-such-action") throw new Error("there is no such action");
    await next();
  },
};
