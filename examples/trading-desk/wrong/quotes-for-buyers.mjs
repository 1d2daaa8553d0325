// expected rule: NOT-DELIVERED
// A filled order is told only to the one who placed it.
// family that turns red: push
// unrelated family that stays green: connection
import { main, RIGHT } from "../service.mjs";

await main({
  audience: (clients, { symbol, buyer }) =>
    RIGHT.audience(clients, { symbol }).filter((client) => client === buyer),
});
