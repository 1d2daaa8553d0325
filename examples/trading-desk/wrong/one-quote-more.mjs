// expected rule: AFTER-INTERRUPT
// After `unsubscribed` one quote more comes.
// family that turns red: interrupt
// unrelated family that stays green: connection
import { main, RIGHT } from "../service.mjs";

await main({
  unsubscribed: (client, symbol) => {
    RIGHT.unsubscribed(client, symbol);
    client.send({ event: "quote", symbol, price: 1 });
  },
});
