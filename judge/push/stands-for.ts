import type { ServerOperation } from "../../contract/model.ts";
import type { Exchange } from "../exchange/exchange.ts";

/**
 * True where an item of the exchange may be what the operation pushes: to those who have subscribed, or because of
 * another request than the exchange's own - that one's reply and a push are two frames.
 */
export function standsFor({ audience, trigger }: ServerOperation, { view }: Exchange): boolean {
  if (trigger.kind === "unsolicited") return false;
  if (audience.kind === "running") return audience.operation === view.operation.name;
  return trigger.kind === "operation" && trigger.operation !== view.operation.name;
}
