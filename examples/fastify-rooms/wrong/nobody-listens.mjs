// expected rule: NOT-DELIVERED
// What is said reaches only the speaker, and nobody else in the room.
// family that turns red: push
// unrelated family that stays green: security
import { main } from "../service.mjs";

await main({ audienceOf: (_clients, { speaker }) => [speaker] });
