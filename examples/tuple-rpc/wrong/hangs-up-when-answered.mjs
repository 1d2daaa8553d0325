// expected rule: UNEXPECTED-CLOSE
// The answer of a charge point to `configure` closes its connection.
// rules that follow: CUT-SHORT
// family that turns red: push
// unrelated family that stays green: connection
import { main } from "../service.mjs";

await main({ answered: (point, known) => (known ? point.close(1011) : undefined) });
