// expected rule: AUDIENCE
// Each filled order is told to everyone who has subscribed to anything.
// family that turns red: push
// unrelated family that stays green: connection
import { main } from "../service.mjs";

await main({ audience: (clients) => clients.filter(({ symbols }) => symbols.size > 0) });
