import type { ServerOperation } from "../../contract/model.ts";

/** Counts the pushes of each operation, so that its messages and examples take turns. */
export interface Turns {
  /** 0 for the first. */
  next(operation: ServerOperation): number;
}

export function createTurns(): Turns {
  const counts = new Map<ServerOperation, number>();
  return {
    next: (operation) => {
      const turn = counts.get(operation) ?? 0;
      counts.set(operation, turn + 1);
      return turn;
    },
  };
}
