// expected rule: SCHEMA
// The transaction of `start` is a string of digits instead of an integer.
// family that turns red: reply
// unrelated family that stays green: push
import { main } from "../service.mjs";

await main({
  respond: (point, id, result) =>
    point.send([
      3,
      id,
      "transaction" in result ? { ...result, transaction: String(result.transaction) } : result,
    ]),
});
