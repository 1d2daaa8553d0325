import { locate } from "../contract/index.ts";
import { commandless, oneLine } from "../contract/plain-text.ts";
import type { Channel, HandshakeField, Idle, Operation } from "../contract/model.ts";
import { hang } from "../report/index.ts";
import type { Explanation } from "./explanation.ts";
import type { Gap } from "./gap.ts";
import { detailsOf, headlineOf, type Said } from "./operation-text.ts";
import { codesText, durationText, rejectLines, withinText } from "./outcome-text.ts";

const COLUMN = 14;

/** The explanation for a person, no line wider than `width` where words allow it. */
export function explanationText(explanation: Explanation, width: number): string {
  const { contract, gaps, overlay } = explanation;
  const servers = contract.servers.map(({ url }) => url).join(", ");
  const head = [
    `${contract.title} ${contract.version}`,
    `AsyncAPI ${contract.asyncapi}, written from the chair of the ${contract.role === "server" ? "service" : "client"}`,
    servers === "" ? "no server is declared" : servers,
  ].map((line) => `${clean(line)}\n`);
  const channels = contract.channels.map((channel) => channelText(channel, explanation, width));
  return `${head.join("")}\n${channels.join("\n")}\n${gapsText(gaps, explanation, width)}${overlayText(overlay)}`;
}

function channelText(channel: Channel, { lineMap, contract }: Explanation, width: number): string {
  const where = locate(lineMap, contract.document, channel.place);
  const lines = [`${clean(channel.name)}  ${clean(channel.path)}  (${clean(where)})\n`];
  const say = ([word, text]: Said, depth: number): void => {
    const lead = `${" ".repeat(depth)}${clean(word).padEnd(COLUMN - 1)} `;
    lines.push(`${lead}${hang(lead.length, clean(text), width)}\n`);
  };
  for (const said of channelDetails(channel)) say(said, 2);
  for (const [kind, title] of [
    ["client", "clients send"],
    ["server", "the server sends"],
  ] as const) {
    const operations = channel.operations.filter((operation) => operation.kind === kind);
    if (operations.length === 0) continue;
    lines.push(`  ${title}\n`);
    for (const operation of operations) pushOperation(operation, say);
  }
  const refused = rejectLines(channel.rejects);
  lines.push("  refusals\n");
  for (const line of refused) lines.push(`    ${hang(6, clean(line), width)}\n`);
  return lines.join("");
}

function pushOperation(operation: Operation, say: (said: Said, depth: number) => void): void {
  say([operation.name, headlineOf(operation)], 4);
  for (const said of detailsOf(operation)) say(said, 8);
}

function channelDetails(channel: Channel): Said[] {
  const { query, headers, parameters, security, scopes, subprotocols, opening, conversation, idle } = channel;
  const fields = (word: string, all: readonly HandshakeField[]): Said[] =>
    all.length === 0 ? [] : [[word, all.map(fieldText).join(", ")]];
  const alternatives = security.map((needs) => needs.map(({ scheme }) => scheme).join(" and "));
  const scope = scopes.length === 0 ? "" : `, with scope ${scopes.join(" and ")}`;
  return [
    ...fields("parameters", parameters),
    ...fields("query", query),
    ...fields("headers", headers),
    ...(subprotocols.length > 0 ? [["subprotocol", subprotocols.join(" or ")] as const] : []),
    ["credential", security.length === 0 ? "none" : `${alternatives.join(" or ")}${scope}`],
    ...(opening.kind === "none"
      ? []
      : [["opening", `${opening.sequence.text}${withinText(opening.within)}`] as const]),
    ...(conversation.kind === "any" ? [] : [["conversation", conversation.sequence.text] as const]),
    ...idleSaid(idle),
    ...limitsSaid(channel),
  ];
}

function fieldText({ name, required }: HandshakeField): string {
  return required ? name : `${name}?`;
}

function idleSaid(idle: Idle): Said[] {
  if (idle.kind === "none") return [];
  const after =
    idle.after.kind === "fixed" ? durationText(idle.after.ms) : `the client's ${idle.after.pointer.pointer}`;
  const until = idle.until === "" ? "of silence" : `without ${idle.until}`;
  return [["idle", `close ${codesText(idle.codes)} after ${after} ${until}`]];
}

function limitsSaid({ limits }: Channel): Said[] {
  const parts = [
    limits.messageBytes === null ? "" : `${limits.messageBytes} bytes a message`,
    limits.messagesPerSecond === null ? "" : `${limits.messagesPerSecond} messages a second`,
    limits.connections === null ? "" : `${limits.connections} connections`,
    limits.exchanges === null ? "" : `${limits.exchanges} exchanges at a time`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? [] : [["limits", parts.join(", ")]];
}

function gapsText(gaps: readonly Gap[], { contract, lineMap }: Explanation, width: number): string {
  if (gaps.length === 0) return "Nothing is left unsaid.\n";
  const lines = gaps.map(({ channel, about, unsaid, keyword, place }) => {
    const who = [channel, about].filter((part) => part !== "").join(" > ");
    const where = locate(lineMap, contract.document, place);
    const text = `${who === "" ? "" : `${who}: `}${unsaid} - \`${keyword}\` would say it (${where})`;
    return `  ${hang(4, clean(text), width)}\n`;
  });
  return `Unspecified: ${gaps.length} ${gaps.length === 1 ? "thing" : "things"} that no test can decide\n${lines.join("")}`;
}

function overlayText(overlay: string): string {
  if (overlay === "") return "";
  return `\nAn overlay that would say it; correct the values, save it, and give it with --overlay:\n\n${overlay}`;
}

/** Nothing that a document says steers a terminal. */
function clean(text: string): string {
  return commandless(oneLine(text));
}
