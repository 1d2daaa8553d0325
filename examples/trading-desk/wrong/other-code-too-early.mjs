// expected rule: WRONG-REFUSAL
// What comes before the login closes the connection with 1008 instead of 4402.
// family that turns red: refusal
// unrelated family that stays green: stream
import { main } from "../service.mjs";

await main({ tooEarly: 1008 });
