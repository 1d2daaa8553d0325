// expected rule: WRONG-REFUSAL
// An unknown message closes the connection with 1011 instead of 4400.
// family that turns red: refusal
// unrelated family that stays green: push
import { main } from "../service.mjs";

await main({ unknownCode: 1011 });
