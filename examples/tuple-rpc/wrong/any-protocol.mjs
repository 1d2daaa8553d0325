// expected rule: HANDSHAKE-ACCEPTED
// A handshake without the subprotocol is accepted.
// family that turns red: connection
// unrelated family that stays green: push
import { main } from "../service.mjs";

await main({ takesHandshake: () => true });
