// expected rule: IDLE-EARLY
// A client that does not log in is thrown out after less than the time that it has.
// family that turns red: idle
// unrelated family that stays green: stream
import { main } from "../service.mjs";

await main({ loginMs: 1400 });
