// expected rule: UNKNOWN-CORRELATION
// The result of `start` carries an id of the service itself instead of the id of the call.
// family that turns red: reply
// unrelated family that stays green: refusal
import { main } from "../service.mjs";

await main({
  respond: (point, id, result) =>
    point.send([3, "transaction" in result ? `own-${id}`.slice(0, 36) : id, result]),
});
