// expected rule: WRONG-REFUSAL
// An answer to nothing closes the connection instead of being ignored.
// family that turns red: refusal
// unrelated family that stays green: message
import { main } from "../service.mjs";

await main({ answered: (point, known) => (known ? undefined : point.close(1002)) });
