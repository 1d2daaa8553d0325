// expected rule: UNEXPECTED
// Heartbeats begin with the connection, not with the login.
// unrelated family that stays green: stream
import { main } from "../service.mjs";

await main({
  opened: (client) => client.send({ event: "heartbeat", beat: 1 }),
});
