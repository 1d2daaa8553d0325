import { assertNever } from "../../contract/assert-never.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { ServerOperation } from "../../contract/model.ts";
import { withCode } from "../payload.ts";
import type { HandshakeForm } from "../step.ts";
import { converseAs } from "./approach.ts";
import { type BaseRequest, beforehand } from "./base-request.ts";
import { converse } from "./exchanges.ts";
import { askedFor, hasAsked } from "./pushed-id.ts";
import { type ClientVariable, type Script, standIn } from "./script.ts";
import { NotPlannable } from "./test.ts";
import type { TriggeredPush } from "./trigger.ts";

export type Audience = ServerOperation["audience"];

/** The connections around a push. Who is who is asked after the trigger was sent: sending may start what the audience needs. */
export interface Crowd {
  /** The trigger's request, for those who are there: addressed to its recipient, or of what they have asked for. */
  readonly request: BaseRequest;
  readonly receivers: () => readonly ClientVariable[];
  /** Those who must not get it. */
  readonly others: () => readonly ClientVariable[];
}

/** Who makes a push come, and by what. */
export interface Cause {
  readonly sender: ClientVariable;
  readonly request: BaseRequest;
}

/** Opens the connections that show whom a push reaches and whom it must not. Throws `NotPlannable`. */
export function gather(script: Script, push: TriggeredPush, { sender, request }: Cause): Crowd {
  const { audience } = push.operation;
  const crowdOf = (receivers: readonly ClientVariable[], others: readonly ClientVariable[]): Crowd => {
    return { request, receivers: () => receivers, others: () => others };
  };
  const present = sender.channel === push.channel ? [asEntitled(script, push, sender)] : [];
  const join = (name: string, as: HandshakeForm["as"]): ClientVariable =>
    enabled(script, push, script.connect(push.channel, { name, as }));
  switch (audience.kind) {
    case "undeclared":
      return crowdOf([], []);
    case "sender":
      if (present.length === 0) throw new NotPlannable("not steerable", "its sender is on another channel");
      return crowdOf(present, [join("bystander", "second")]);
    case "others":
      return crowdOf([join("listener", "second"), join("another", "third")], present);
    case "everyone":
      return crowdOf([join("listener", "second"), join("another", "third"), ...present], []);
    case "requester":
      return crowdOf([join("receiver", "")], []);
    case "only": {
      const recipient = join("recipient", "second");
      const others = [join("bystander", "third"), ...present];
      return { ...crowdOf([recipient], others), request: addressed(push, request, recipient) };
    }
    case "running": {
      const asked = askedFor(script.planning, push, request);
      const subscriber = join("subscriber", "second");
      converse(script, subscriber, beforehand(asked.subscription));
      const all = [subscriber, join("bystander", "third"), ...present];
      const hears = ({ sent }: ClientVariable): boolean => sent.some((one) => hasAsked(push, asked, one));
      return {
        request: asked.trigger,
        receivers: () => all.filter(hears),
        others: () => all.filter((one) => !hears(one)),
      };
    }
    default:
      return assertNever(audience);
  }
}

/** The request names its recipient as the recipient's connection is known. */
function addressed(
  { channel, operation: { audience } }: TriggeredPush,
  base: BaseRequest,
  recipient: ClientVariable,
): BaseRequest {
  if (channel.identity.kind === "none" || audience.kind !== "only")
    throw new NotPlannable(
      "not steerable",
      "the channel does not say as whom a connection is known (identity)",
    );
  const at = audience.pointer.pointer;
  const stand = standIn(pointerGet(base.payload.json, at));
  const payload = withCode(base.payload, { at, code: { kind: "identity", client: recipient.name } }, stand);
  return { ...base, payload, fixed: [...base.fixed, at] };
}

/**
 * The sender stands where those stand who get the push, so that nothing but the audience decides; it asks for nothing
 * that makes it one of them.
 */
function asEntitled(script: Script, push: TriggeredPush, sender: ClientVariable): ClientVariable {
  return push.operation.after === push.trigger.name ? sender : enabled(script, push, sender);
}

/** Does what has to be done on a connection before the push comes to it; what asks for it is no part of that. */
function enabled(script: Script, { operation }: TriggeredPush, client: ClientVariable): ClientVariable {
  const { after, audience } = operation;
  const asks = audience.kind === "running" && audience.operation === after;
  if (after !== "" && !asks) converseAs(script, client, after);
  return client;
}
