import type { ServerOperation } from "../../contract/model.ts";
import { converseAs } from "../planning/approach.ts";
import { type BaseRequest, beforehand } from "../planning/base-request.ts";
import { converse } from "../planning/exchanges.ts";
import type { ClientVariable, Script } from "../planning/script.ts";
import { NotPlannable } from "../planning/test.ts";

/** The one message of a push. Throws `NotPlannable` where nothing says which of several comes. */
export function messageOf({ messages, name }: ServerOperation): string {
  const [only, ...others] = messages;
  if (only !== undefined && others.length === 0) return only;
  throw new NotPlannable("not steerable", `nothing says which of ${messages.join(", ")} ${name} sends`);
}

export function expectNone(script: Script, client: string, operation: ServerOperation): void {
  script.add({ kind: "none", subject: { of: client, wait: "quiet" }, message: messageOf(operation) });
}

/** Does on a connection what entitles it to a push that nobody's request triggers. */
export function entitle(
  script: Script,
  { audience, after }: ServerOperation,
  listener: ClientVariable,
): void {
  if (after !== "") converseAs(script, listener, after);
  if (audience.kind === "running" && audience.operation !== after)
    converseAs(script, listener, audience.operation);
}

/** Asks on a connection for what is pushed, after what lets it come. */
export function ask(
  script: Script,
  listener: ClientVariable,
  {
    operation: { after },
    subscription,
  }: { readonly operation: ServerOperation; readonly subscription: BaseRequest },
): void {
  if (after !== "" && after !== subscription.operation.name) converseAs(script, listener, after);
  converse(script, listener, beforehand(subscription));
}
