// expected rule: UNKNOWN-CORRELATION
// An `ack` carries an id of its own instead of the id of the message that it acknowledges.
// family that turns red: reply
// unrelated family that stays green: interrupt
import { randomUUID } from "node:crypto";
import { main } from "../service.mjs";

await main({ acknowledge: () => ({ type: "ack", id: randomUUID() }) });
