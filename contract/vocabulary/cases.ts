import { pointerName } from "../pointer-name.ts";
import type { DocumentNode } from "../document/document-node.ts";
import type { Case, Message, Sequence, Where } from "../model.ts";
import { repliesOf } from "../outcome-replies.ts";
import { namesIn } from "../sequence.ts";
import { knownText, type Names } from "./names.ts";
import { checkFollowsFrame, refusalOf, whereOf } from "./outcomes.ts";
import { sequenceAt } from "./sequences.ts";

/** The declared cases of a client operation; `requests` are its messages. */
export function casesOf(node: DocumentNode | null, names: Names, requests: readonly Message[]): Case[] {
  return (node?.items() ?? []).map((item) => caseOf(item, names, requests));
}

function caseOf(node: DocumentNode, names: Names, requests: readonly Message[]): Case {
  const { expect, bare } = expectOf(node.at("expect") ?? node, names);
  const where: Where[] = whereOf(node.at("where"), {
    names,
    messages: names.messages,
    words: ["reply"],
    bare: bare === null ? null : pointerName(bare),
  });
  return { name: node.text("name"), place: node.place, send: sendOf(node, requests), expect, where };
}

function sendOf(node: DocumentNode, requests: readonly Message[]): Case["send"] {
  const example = node.at("example");
  if (example === null) return { kind: "merge", patch: node.at("send")?.value ?? {} };
  const all = requests.flatMap((message) =>
    message.examples.map(({ name }) => ({ message: message.name, name })),
  );
  const name = knownText(
    String(example.value),
    all.map((one) => one.name),
    { what: "example of the request", where: example.where("value") },
  );
  return { kind: "example", message: all.find((one) => one.name === name)?.message ?? "", example: name };
}

/** What is expected, and the message that a bare pointer in `where` is about: the only one there is, if so. */
function expectOf(node: DocumentNode, names: Names): { expect: Case["expect"]; bare: string | null } {
  if (typeof node.value === "string") {
    const sequence = sequenceAt(node, names.messages);
    return { expect: { kind: "sequence", sequence }, bare: onlyName(sequence) };
  }
  const refusal = refusalOf(node, names);
  if (refusal.kind === "unspecified")
    throw node.fault("X-CONTRACT", "a case that expects nothing promises nothing", "leave it out");
  checkFollowsFrame(node, refusal);
  const { outcomes } = refusal;
  const replies = repliesOf(outcomes).map(({ message }) => message);
  const [first, ...rest] = [...new Set(replies)];
  return { expect: { kind: "outcome", outcomes }, bare: rest.length === 0 ? (first ?? null) : null };
}

function onlyName(sequence: Sequence): string | null {
  const [first, ...rest] = namesIn(sequence);
  return rest.length === 0 ? (first ?? null) : null;
}
