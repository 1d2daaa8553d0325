import { ToolError } from "../contract/tool-error.ts";
import { NotReached } from "./not-reached.ts";
import type { Scope } from "./scope.ts";

/** What the run answers when the service is there again, or is not. */
export type RestartAnswer =
  | { readonly kind: "restarted" }
  | { readonly kind: "notRestarted"; readonly code: string; readonly message: string; readonly hint: string };

/**
 * Asks the run, which has started the service, to stop it and to start it again. Throws NotReached where nobody can do
 * that: without a run, and for a service that stands at a `--url`.
 */
export async function restartService(scope: Scope): Promise<void> {
  scope.checkOpen();
  if (!scope.ground.restarts || process.send === undefined)
    throw new NotReached("not steerable", "only a service that the run has started (--start) can be stopped");
  scope.feed({ kind: "stop", at: scope.now() });
  const answer = answered();
  process.send({ kind: "restart" });
  const end = await answer;
  if (end.kind === "notRestarted") throw new ToolError(end.code, end.message, { hint: end.hint });
}

/** The run's own deadlines bound this: it always answers, or ends this process. */
function answered(): Promise<RestartAnswer> {
  return new Promise((resolve) => process.once("message", (answer) => resolve(answer as RestartAnswer))); // the run's own message
}
