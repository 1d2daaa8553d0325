import { oneLine } from "../contract/plain-text.ts";
import { markdownText } from "../report/encoding/markdown-text.ts";
import type { Channel, Contract, Sequence } from "../contract/model.ts";

/** One Mermaid state diagram for each sequence of the contract, in Markdown fences under headings. */
export function mermaidText(contract: Contract): string {
  const parts = contract.channels.flatMap((channel) =>
    sequencesOf(channel).map(
      ({ title, sequence }) =>
        `### ${markdownText(title)}\n\n\`${oneLine(sequence.text).replaceAll("`", "'")}\`\n\n\`\`\`mermaid\n${stateDiagram(sequence)}\`\`\`\n`,
    ),
  );
  if (parts.length === 0) return "No sequence is declared.\n";
  return `# ${markdownText(contract.title)}\n\n${parts.join("\n")}`;
}

/** The sequences of a channel, each with what it is. */
export function sequencesOf(channel: Channel): { readonly title: string; readonly sequence: Sequence }[] {
  const { name, opening, conversation, operations } = channel;
  const all: { title: string; sequence: Sequence }[] = [];
  if (opening.kind === "sequence") all.push({ title: `${name}: opening`, sequence: opening.sequence });
  if (conversation.kind === "sequence")
    all.push({ title: `${name}: conversation`, sequence: conversation.sequence });
  for (const operation of operations)
    if (operation.kind === "client" && operation.sequence.kind === "sequence")
      all.push({ title: `${name} > ${operation.name}`, sequence: operation.sequence.sequence });
  return all;
}

/** A sequence's automaton as a Mermaid state diagram: numbered states, messages on the arrows. */
export function stateDiagram({ states }: Sequence): string {
  const lines = ["stateDiagram-v2", "  direction LR", "  [*] --> s0"];
  for (const [index, { accepting, steps }] of states.entries()) {
    lines.push(`  state "${index}" as s${index}`);
    for (const { on, to } of steps)
      lines.push(`  s${index} --> s${to}: ${on.kind === "name" ? label(on.name) : `close ${on.code}`}`);
    if (accepting) lines.push(`  s${index} --> [*]`);
  }
  return `${lines.join("\n")}\n`;
}

/** Mermaid reads `:`, `;`, `#` and line ends as its own: they are written as entities. */
function label(name: string): string {
  return [...oneLine(name)]
    .map((char) => (/[\p{L}\p{N} ._/-]/u.test(char) ? char : `#${char.codePointAt(0)};`))
    .join("");
}
