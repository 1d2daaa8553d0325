// expected rule: UNEXPECTED-CLOSE
// A heartbeat that was answered ends the connection as if it had not been.
// rules that follow: CUT-SHORT, WRONG-REFUSAL
// family that turns red: push
// unrelated family that stays green: connection
import { main } from "../service.mjs";

await main({ answered: (client) => client.close(4409) });
