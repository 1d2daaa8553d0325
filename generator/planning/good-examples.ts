import { namesIn } from "../../contract/index.ts";
import type { Case, Channel, ClientOperation, Message } from "../../contract/model.ts";
import { acceptsWithout } from "./sequence-shape.ts";

/** Examples of a request that are shown to succeed: those of which no case of the operation says that they fail. */
export function goodExamples(
  channel: Channel,
  operation: ClientOperation,
  message: Message,
): Message["examples"] {
  const failing = operation.cases.filter((one) => fails(channel, one));
  return message.examples.filter((example) => !failing.some(({ send }) => isOf(send, message, example)));
}

function isOf(
  send: Case["send"],
  { name, examples }: Message,
  example: Message["examples"][number],
): boolean {
  if (send.kind !== "example" || send.message !== name) return false;
  return (examples.find((one) => one.name === send.example) ?? examples[0]) === example;
}

/** A case that expects a refusal, an error or nothing but a close. */
function fails({ messages }: Channel, { expect }: Case): boolean {
  if (expect.kind === "outcome") return true;
  const errors = new Set(messages.filter(({ error }) => error).map(({ name }) => name));
  const { sequence } = expect;
  return namesIn(sequence).length === 0 || !acceptsWithout(sequence, errors);
}
