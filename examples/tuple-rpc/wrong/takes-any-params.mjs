// expected rule: NOT-REFUSED
// The parameters of `start` are not looked at.
// unrelated family that stays green: push
import { main, RIGHT } from "../service.mjs";

await main({ isValid: (method, params) => method === "start" || RIGHT.isValid(method, params) });
