import type { ReceivedMessage } from "../judge/model.ts";
import { shown } from "./assertions/words.ts";
import type { Connection } from "./connection.ts";

/**
 * Why a test is not reached whose request drew nothing but an error that may come at any time, or a close that refuses:
 * the document does not promise that what was made up exists where the service runs.
 */
export function declinedBecause(
  { scope, closed }: Connection,
  message: string,
  error: ReceivedMessage | undefined,
): string {
  const close = closed?.by === "server" ? ` with close ${closed.code}` : "";
  const got = error === undefined ? close : ` with ${scope.clean(shown(error))}`;
  return `the service refused a \`${message}\`${got}; show one that it takes: an example in the document, \`payloads\` or \`values\` in the config; or say in \`conversation\` (x-contract) what comes before`;
}
