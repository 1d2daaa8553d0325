// expected rule: NOT-REFUSED
// Whoever has not logged in may place orders all the same.
// family that turns red: refusal
// unrelated family that stays green: connection
import { main, RIGHT } from "../service.mjs";

await main({ isInOrder: (client, message) => message.op === "order" || RIGHT.isInOrder(client, message) });
