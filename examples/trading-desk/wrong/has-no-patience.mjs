// expected rule: IDLE-EARLY
// A client that does not log in is thrown out after less than the time that it has.
// unrelated family that stays green: stream
import { main } from "../service.mjs";

await main({ loginMs: 1000 });
