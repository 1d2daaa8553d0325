// expected rule: UNEXPECTED
// Heartbeats begin with the connection, not with the login.
// family that turns red: idle
// unrelated family that stays green: stream
import { main } from "../service.mjs";

await main({ opened: (client) => client.startBeating(), loggedIn: () => undefined });
