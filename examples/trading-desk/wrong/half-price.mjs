// expected rule: ECHO
// An order is filled at another price than its own.
// family that turns red: stream
// unrelated family that stays green: connection
import { main, RIGHT } from "../service.mjs";

await main({
  filled: (client, order) => RIGHT.filled(client, { ...order, price: Math.ceil(order.price / 2) + 1 }),
});
