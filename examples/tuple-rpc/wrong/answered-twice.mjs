// expected rule: AFTER-END
// The result of `start` comes twice.
// family that turns red: reply
// unrelated family that stays green: refusal
import { main } from "../service.mjs";

await main({
  respond: (point, id, result) => {
    point.send([3, id, result]);
    if ("transaction" in result) point.send([3, id, result]);
  },
});
