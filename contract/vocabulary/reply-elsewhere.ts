import type { Answering, DirectedOperation } from "../asyncapi/directions.ts";
import type { Echo, Message, ServerOperation } from "../model.ts";
import type { Surroundings } from "./client-operation.ts";
import { deadlineOf } from "./durations.ts";
import { echoesIn } from "./relations.ts";
import { pointerName } from "../pointer-name.ts";

/** A reply to a request on another connection: exactly one of its messages, to whom has asked. */
export function replyElsewhere(
  { operation, messages: sent, answers }: DirectedOperation & { readonly answers: Answering },
  { names, messages }: Pick<Surroundings, "names" | "messages">,
  requests: readonly Message[],
): ServerOperation {
  const { extension, name, place } = operation;
  const { channel, request } = answers;
  const about = { names: { ...names, messages: sent }, requests: request.messages };
  const written = echoesIn(extension, about).flatMap((echo) => spread(echo, sent));
  const own = messages.filter((one) => sent.includes(one.name));
  return {
    kind: "server",
    name,
    place,
    title: "",
    description: "",
    messages: sent,
    trigger: { kind: "operation", channel, operation: request.operation.name, place },
    echoes: [...written, ...own.flatMap((one) => correlationEchoes(one, requests, place))],
    audience: { kind: "requester", place },
    after: "",
    within: deadlineOf(extension?.at("within") ?? null),
    answer: { kind: "none" },
  };
}

/** `reply` is each of the messages. */
function spread(echo: Echo, sent: readonly string[]): Echo[] {
  const targets = echo.to.of === "reply" ? sent.map(pointerName) : [echo.to.of];
  return targets.map((of) => ({ ...echo, to: { ...echo.to, of } }));
}

/** The id of a reply is that of its request, wherever all requests have theirs at the same place. */
function correlationEchoes(reply: Message, requests: readonly Message[], place: string): Echo[] {
  const [first, ...others] = requests.map(({ correlation }) => correlation);
  if (first === undefined || first.length !== reply.correlation.length) return [];
  if (others.some((one) => one.join() !== first.join())) return [];
  return reply.correlation.map((pointer, index) => ({
    place,
    to: { of: pointerName(reply.name), index: null, pointer },
    from: { of: "request", index: null, pointer: first[index] ?? "" },
  }));
}
