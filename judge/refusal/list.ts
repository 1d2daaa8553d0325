import type { OwedRefusal } from "./refusal.ts";
import type { Connection } from "../state.ts";

const MOST_SPENT = 16;

/** Takes a refusal off the list of what is owed. */
export function drop({ refusals }: Connection, refusal: OwedRefusal): void {
  const index = refusals.indexOf(refusal);
  if (index >= 0) refusals.splice(index, 1);
}

/** Takes it off as broken: what still comes for it is no news. */
export function spend(connection: Connection, refusal: OwedRefusal): void {
  drop(connection, refusal);
  refusal.view.phase = "broken";
  connection.spent.push(refusal);
  if (connection.spent.length > MOST_SPENT) connection.spent.shift();
}
