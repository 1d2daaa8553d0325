// expected rule: HANDSHAKE-ACCEPTED
// A key that nobody was given is taken for the key of a guest.
// family that turns red: security
// unrelated family that stays green: push
import { main, USERS } from "../service.mjs";

await main({ userOf: (key) => (key === undefined ? undefined : (USERS.get(key) ?? "guest")) });
