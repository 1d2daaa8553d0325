// expected rule: CASE
// A wrong secret closes the connection with 1008 instead of 4401.
// rules that follow: CUT-SHORT
// family that turns red: reply
// unrelated family that stays green: push
import { main } from "../service.mjs";

await main({ wrongSecret: 1008 });
