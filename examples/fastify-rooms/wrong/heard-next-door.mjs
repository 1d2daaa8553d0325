// expected rule: AUDIENCE
// What is said in a room reaches every client, in whatever room it is, or in none.
// rules that follow: AFTER-INTERRUPT, OUT-OF-SEQUENCE
// family that turns red: push
// unrelated family that stays green: security
import { main } from "../service.mjs";

await main({ audienceOf: (clients) => clients });
