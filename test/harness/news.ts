import type { Contract } from "../../contract/model.ts";
import { channel, clientOperation, contractOf, message, serverOperation } from "./contract-builder.ts";
import type { Handlers } from "./ws-service.ts";

const text = { type: "string" };

/** A contract with a request, and news that may come at any time: for what no request makes come. */
export function newsContract(more: Partial<Contract> = {}): Contract {
  const messages = [message("ping", {}, { example: {} }), message("pong", {}), message("news", { text })];
  const operations = [
    clientOperation("ping", "pong"),
    serverOperation("headlines", { messages: ["news"], trigger: { kind: "unsolicited" } }),
  ];
  return contractOf([channel("talk", { messages, operations })], more);
}

/** A right service for it, as far as requests go. */
export const NEWS_SERVICE: Handlers = { said: (peer) => peer.say({ type: "pong" }) };
