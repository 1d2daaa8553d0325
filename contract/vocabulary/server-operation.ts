import type { DirectedOperation } from "../asyncapi/directions.ts";
import type { DocumentNode } from "../document/document-node.ts";
import type { Json } from "../json.ts";
import type { Audience, Echo, Message, ServerOperation, Trigger } from "../model.ts";
import { namesIn } from "../sequence.ts";
import { needsRequest } from "./check-operation.ts";
import type { Surroundings } from "./client-operation.ts";
import { deadlineOf } from "./durations.ts";
import { knownName, knownText, type Names } from "./names.ts";
import { pointerKey, requestPointerAt } from "./pointers.ts";
import { sequenceAt } from "./sequences.ts";
import { pointerName } from "../pointer-name.ts";

/** An operation that the server sends by itself, with everything that is promised about it. */
export function serverOperation(
  { operation, messages: sent, replies }: DirectedOperation,
  { names, messages }: Surroundings,
): ServerOperation {
  const { extension } = operation;
  const at = (key: string): DocumentNode | null => extension?.at(key) ?? null;
  const trigger = triggerOf(at("trigger"), names);
  const requests = requestsOf(trigger, names);
  for (const node of [at("echoes"), at("audience")?.at("only") ?? null]) needsRequest(node, trigger);
  const after = at("after");
  const sequence = at("sequence");
  const order = sequence === null ? null : sequenceAt(sequence, names.messages);
  const owed = order === null ? replies : namesIn(order);
  return {
    kind: "server",
    name: operation.name,
    place: operation.place,
    title: operation.title,
    description: operation.description,
    messages: sent,
    trigger,
    echoes: echoesOf(at("echoes"), { names, sent, requests }),
    audience: audienceOf(at("audience"), { names, sent, requests }),
    after: after === null ? "" : knownName(after, names.operations, clientOperationOn(names)),
    within: deadlineOf(at("within")),
    answer:
      owed === null || owed.length === 0
        ? { kind: "none" }
        : {
            kind: "owed",
            messages: owed,
            order,
            payload: answerOf(
              at("answer"),
              messages.filter(({ name }) => owed.includes(name)),
            ),
          },
  };
}

function clientOperationOn({ channel }: Names): string {
  return `operation that clients send on ${channel}`;
}

function triggerOf(node: DocumentNode | null, names: Names): Trigger {
  const text = node?.value ?? "unsolicited";
  if (node === null || text === "unsolicited") return { kind: "unsolicited" };
  if (text === "connect" || text === "disconnect") return { kind: text, place: node.place };
  const known = [...names.everywhere.keys(), "connect", "disconnect", "unsolicited"];
  const operation = knownName(node, known, "operation that clients send");
  const channel = names.everywhere.get(operation)?.channel ?? "";
  return { kind: "operation", channel, operation, place: node.place };
}

function requestsOf(trigger: Trigger, names: Names): readonly string[] {
  return trigger.kind === "operation" ? (names.everywhere.get(trigger.operation)?.requests ?? []) : [];
}

/** What an operation sends, and the requests that it comes after. */
interface Sending {
  readonly names: Names;
  readonly sent: readonly string[];
  readonly requests: readonly string[];
}

/** A bare pointer is about each message that the operation sends. */
function echoesOf(node: DocumentNode | null, { names, sent, requests }: Sending): Echo[] {
  return (node?.entries() ?? []).flatMap(([key, child]) => {
    const from = requestPointerAt(child, { names, requests, bare: "request" });
    const to = pointerKey(key, child, { names, messages: sent, words: ["reply"], bare: "reply" });
    const targets = to.of === "reply" ? sent.map(pointerName) : [to.of];
    return targets.map((of) => ({ place: child.place, to: { ...to, of }, from }));
  });
}

function audienceOf(node: DocumentNode | null, { names, sent, requests }: Sending): Audience {
  if (node === null) return { kind: "undeclared" };
  const [only, running] = [node.at("only"), node.at("running")];
  const { place } = node;
  if (only !== null) {
    const pointer = requestPointerAt(only, { names, requests, others: sent, bare: null });
    return { kind: "only", pointer, place };
  }
  if (running !== null)
    return {
      kind: "running",
      operation: knownName(running, names.operations, clientOperationOn(names)),
      place,
    };
  const word = node.value;
  return { kind: word === "sender" || word === "others" ? word : "everyone", place };
}

/** The payload that a client answers with: as written, or of the example that is named. */
function answerOf(node: DocumentNode | null, answers: readonly Message[]): Json | null {
  if (node === null) return null;
  const { value } = node;
  if (typeof value !== "string") return value;
  const examples = answers.flatMap((message) => message.examples);
  const name = knownText(
    value,
    examples.map((one) => one.name),
    { what: "example of the answer", where: node.where("value") },
  );
  return examples.find((one) => one.name === name)?.payload ?? null;
}
