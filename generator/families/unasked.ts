import type { Channel, ServerOperation } from "../../contract/model.ts";
import { plain } from "../payload.ts";
import type { Planning } from "../planning/planning.ts";
import { planTest, type TestHead } from "../planning/test.ts";
import type { PlannedTest } from "../plan.ts";
import { converseAs } from "../planning/approach.ts";
import type { TriggeredPush } from "../planning/trigger.ts";
import { entitle, expectNone, messageOf } from "./push-parts.ts";

/** What comes because of something outside, or of a trigger of the config, to one client: another must not see it. */
export function mustNotSee(planning: Planning, channel: Channel, operation: ServerOperation): PlannedTest[] {
  const who = excluded(channel, operation);
  if (who === null) return [];
  const { audience } = operation;
  const head: TestHead = {
    title: `${operation.messages.join(" or ")} does not reach ${who}`,
    covers: [operation.place, ...("place" in audience ? [audience.place] : [])],
    exclusive: "channel",
  };
  const test = planTest(planning, head, (script) => {
    const listener = script.connect(channel, { name: "listener" });
    const bystander = script.connect(channel, { name: "bystander", as: "second" });
    entitle(script, operation, listener);
    const [message, client] = [messageOf(operation), listener.name];
    if (mayGetItsOwn(operation)) {
      // What has come to it by then is another one.
      script.add({ kind: "quiet", meanwhile: "", client: bystander.name });
      script.add({ kind: "triggered", client, message });
    } else script.add({ kind: "pushed", client, messages: [message], values: plain({}) });
    expectNone(script, bystander.name, operation);
  });
  return [test];
}

/** What a request makes come only to those who have done something before: a client that has not must not see it. */
export function notBefore(planning: Planning, push: TriggeredPush): PlannedTest[] {
  const { channel, operation, from, trigger } = push;
  const { after, audience, messages, place } = operation;
  if (after === "" || (audience.kind !== "others" && audience.kind !== "everyone")) return [];
  const head: TestHead = {
    title: `${messages.join(" or ")} does not reach a client before ${after}`,
    covers: [place, audience.place],
    exclusive: "channel",
  };
  const test = planTest(planning, head, (script) => {
    const bystander = script.connect(channel, { name: "bystander", as: "second" });
    const listener = script.connect(channel, { name: "listener", as: "third" });
    entitle(script, operation, listener);
    const sender = script.connect(from, { name: "sender" });
    if (from === channel && after !== trigger.name) converseAs(script, sender, after);
    converseAs(script, sender, trigger.name);
    const client = listener.name;
    script.add({ kind: "pushed", client, messages: [messageOf(operation)], values: plain({}) });
    expectNone(script, bystander.name, operation);
  });
  return [test];
}

/** Who surely must not get what one client is sent; null: nobody can tell. */
function excluded(channel: Channel, { audience, after }: ServerOperation): string | null {
  if (audience.kind === "running") return `a client without a ${audience.operation}`;
  if (after !== "") return `a client before ${after}`;
  const isKnown = channel.security.some((all) => all.length > 0) || channel.identity.kind !== "none";
  return audience.kind === "sender" && isKnown ? "a client that it is not for" : null;
}

/** Without the trigger nobody could tell for whom a message is. */
function mayGetItsOwn({ audience, after }: ServerOperation): boolean {
  return audience.kind !== "running" && after === "";
}
