// expected rule: SUBPROTOCOL
// A handshake with a locale is answered without the subprotocol.
// family that turns red: connection
// unrelated family that stays green: push
import { main } from "../service.mjs";

await main({ chooseProtocol: ({ url }) => (url.includes("locale=") ? false : "tuples.v1") });
