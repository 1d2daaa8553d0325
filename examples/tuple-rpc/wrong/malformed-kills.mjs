// expected rule: WRONG-REFUSAL
// A frame that is no JSON closes the connection instead of drawing an error.
// family that turns red: refusal
// unrelated family that stays green: push
import { main } from "../service.mjs";

await main({ malformed: (point) => point.close(1007) });
