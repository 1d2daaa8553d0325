// expected rule: OUT-OF-SEQUENCE
// An order is filled, and never taken before.
// rules that follow: NOT-REFUSED
// family that turns red: stream
// unrelated family that stays green: connection
import { main } from "../service.mjs";

await main({ taken: () => undefined });
