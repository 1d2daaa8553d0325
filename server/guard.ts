import { ToolError } from "../contract/tool-error.ts";
import type { Connection } from "./connection.ts";
import { close } from "./transmit.ts";
import type { World } from "./world.ts";

const INTERNAL_ERROR = 1011;

/**
 * Runs what a frame, a timer or a close sets off. What it throws is a mistake of ours or of the document (a message
 * that can't be made): it is logged, and the connection ends with 1011, so that nobody takes silence for an answer.
 */
export function guarded(world: World, connection: Connection, call: () => void): void {
  try {
    call();
  } catch (error) {
    const hint = error instanceof ToolError && error.hint !== "" ? ` (${error.hint})` : "";
    world.log(`${error instanceof Error ? error.message : String(error)}${hint}`);
    close(world, connection, { code: INTERNAL_ERROR, reason: "internal" });
  }
}
