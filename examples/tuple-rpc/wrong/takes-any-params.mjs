// expected rule: NOT-REFUSED
// The parameters of `boot` are not looked at.
// family that turns red: refusal
// unrelated family that stays green: reply
import { main, RIGHT } from "../service.mjs";

await main({ isValid: (method, params) => method === "boot" || RIGHT.isValid(method, params) });
