// expected rule: IDLE-LATE
// A client that never logs in is not thrown out.
// family that turns red: idle
// unrelated family that stays green: stream
import { main } from "../service.mjs";

await main({ loginMs: 60000 });
