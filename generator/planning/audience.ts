import { assertNever } from "../../contract/assert-never.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { ServerOperation } from "../../contract/model.ts";
import { withCode } from "../payload.ts";
import type { HandshakeForm } from "../step.ts";
import { converseAs } from "./approach.ts";
import type { BaseRequest } from "./base-request.ts";
import { type ClientVariable, type Script, standIn } from "./script.ts";
import { NotPlannable } from "./test.ts";
import type { TriggeredPush } from "./trigger.ts";

export type Audience = ServerOperation["audience"];

/** The connections around a push. Who is who is asked after the trigger was sent: sending may start what the audience needs. */
export interface Crowd {
  /** The trigger's request, addressed to its recipient. */
  address(base: BaseRequest): BaseRequest;
  readonly receivers: () => readonly ClientVariable[];
  /** Those who must not get it. */
  readonly others: () => readonly ClientVariable[];
}

/** Opens the connections that show whom a push reaches and whom it must not. Throws `NotPlannable`. */
export function gather(script: Script, push: TriggeredPush, sender: ClientVariable): Crowd {
  const { audience } = push.operation;
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
    case "only":
      return onlyRecipient(push, {
        recipient: join("recipient", "second"),
        bystanders: [join("bystander", "third"), ...present],
      });
    case "running": {
      const subscriber = join("subscriber", "second");
      converseAs(script, subscriber, audience.operation);
      const all = [subscriber, join("bystander", "third"), ...present];
      const runs = ({ sent }: ClientVariable): boolean =>
        sent.some(({ operation }) => operation.name === audience.operation);
      return {
        address: (base) => base,
        receivers: () => all.filter(runs),
        others: () => all.filter((one) => !runs(one)),
      };
    }
    default:
      return assertNever(audience);
  }
}

function crowdOf(receivers: readonly ClientVariable[], others: readonly ClientVariable[]): Crowd {
  return { address: (base) => base, receivers: () => receivers, others: () => others };
}

interface Addressed {
  readonly recipient: ClientVariable;
  readonly bystanders: readonly ClientVariable[];
}

/** The request names its recipient as the recipient's connection is known. */
function onlyRecipient({ channel, operation: { audience } }: TriggeredPush, addressed: Addressed): Crowd {
  const { recipient, bystanders } = addressed;
  if (channel.identity.kind === "none" || audience.kind !== "only")
    throw new NotPlannable(
      "not steerable",
      "the channel does not say as whom a connection is known (identity)",
    );
  const at = audience.pointer.pointer;
  return {
    ...crowdOf([recipient], bystanders),
    address: (base) => {
      const stand = standIn(pointerGet(base.payload.json, at));
      const payload = withCode(
        base.payload,
        { at, code: { kind: "identity", client: recipient.name } },
        stand,
      );
      return { ...base, payload, fixed: [...base.fixed, at] };
    },
  };
}

/**
 * The sender stands where those stand who get the push, so that nothing but the audience decides; it asks for nothing
 * that makes it one of them.
 */
function asEntitled(script: Script, push: TriggeredPush, sender: ClientVariable): ClientVariable {
  const { after, audience } = push.operation;
  const isAsked = audience.kind === "running" && audience.operation === after;
  return after === push.trigger.name || isAsked ? sender : enabled(script, push, sender);
}

/** Does what has to be done on a connection before the push comes to it. */
function enabled(script: Script, { operation }: TriggeredPush, client: ClientVariable): ClientVariable {
  if (operation.after !== "") converseAs(script, client, operation.after);
  return client;
}
