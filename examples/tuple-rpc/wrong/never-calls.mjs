// expected rule: NOT-DELIVERED
// A charge point that has booted is never configured.
// family that turns red: push
// unrelated family that stays green: refusal
import { main } from "../service.mjs";

await main({ booted: () => undefined });
