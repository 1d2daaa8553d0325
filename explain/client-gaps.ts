import { assumesOneOfSeveral, messageNamed, quoteName, isAbout, pointerName } from "../contract/index.ts";
import type { JsonObject } from "../contract/json.ts";
import type { Channel, ClientOperation, Contract, Message } from "../contract/model.ts";
import { type Field, fieldsOf } from "./fields.ts";
import type { Gap } from "./gap.ts";
import { repeatedIn } from "./repeated.ts";

type Say = (unsaid: string, keyword: string, example: JsonObject) => Gap;

/** Names under which requests and replies commonly carry the id that ties them together. */
const ID = /^(id|(request|req|correlation|message|msg|call|client)[_-]?(id|ref)|reqid|cid|seq)$/i;
/** Names of numbers that commonly count the items of a stream. */
const INDEX = /^(index|idx|seq|sequence|offset|position|chunk|part)([_-]?(no|num|number|id|index))?$/i;
const LIKELY_TEXT = /^(text|content|full_?text|result|output|transcript)$/i;

/** What an exchange leaves unsaid: what answers, when, tied together by what, in which order. */
export function clientGaps(contract: Contract, channel: Channel, operation: ClientOperation): Gap[] {
  const { name, place } = operation;
  const say: Say = (unsaid, keyword, example) => ({
    channel: channel.name,
    about: name,
    place,
    unsaid,
    keyword,
    example,
  });
  if (operation.sequence.kind === "none") return answerGaps(channel, operation, say);
  const replies = operation.replies.map((reply) => messageNamed(channel, reply));
  return [
    ...(assumesOneOfSeveral(channel, operation) ? [sequenceGap(replies, say)] : []),
    ...timeGaps(operation, say),
    ...correlationGaps(contract, channel, { operation, replies }),
    ...echoGaps(contract, channel, { operation, replies, say }),
    ...streamGaps(contract, operation, { replies, say }),
  ];
}

/** No reply is declared. Messages of the other direction that nobody else uses are the likeliest answers. */
function answerGaps(channel: Channel, operation: ClientOperation, say: Say): Gap[] {
  const sent = channel.operations.flatMap((one) => (one.kind === "server" ? one.messages : []));
  const likely = sent.filter(
    (name) => alike(name, operation.name) || operation.requests.some((one) => alike(name, one)),
  );
  const [first = "REPLY"] = [...likely, ...sent];
  if (sent.length === 0) return [];
  return [say("what answers it, if anything", "sequence", { sequence: quoteName(first), within: "5s" })];
}

/** Several replies, and nobody says in which order. The first and the last declared are likely the first and the last. */
function sequenceGap(replies: readonly Message[], say: Say): Gap {
  const named = (error: boolean): string[] =>
    replies.filter((reply) => reply.error === error).map(({ name }) => quoteName(name));
  const goods = named(false);
  const items = goods
    .slice(0, -1)
    .map((name, index) => (index === 0 && goods.length > 2 ? name : `${name}*`));
  const whole = [...items, ...goods.slice(-1)].join(" ");
  const sequence = [whole, ...named(true)].join(" | ");
  const unsaid = "which of its replies come, and in which order; one of them, alone, is taken for all";
  return say(unsaid, "sequence", { sequence });
}

/** Do two names share a word that says something? */
function alike(one: string, other: string): boolean {
  const words = new Set(wordsOf(one));
  return wordsOf(other).some((word) => words.has(word));
}

const GENERIC: ReadonlySet<string> = new Set(["message", "request", "response", "send", "receive", "event"]);

function wordsOf(name: string): string[] {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.filter((word) => word.length > 2 && !GENERIC.has(word));
}

function timeGaps({ within, sequence }: ClientOperation, say: Say): Gap[] {
  if (within.kind === "declared" || sequence.kind === "none") return [];
  return [say("how soon the first reply comes", "within", { within: "5s" })];
}

interface Talk {
  readonly operation: ClientOperation;
  readonly replies: readonly Message[];
}

interface Replies {
  readonly replies: readonly Message[];
  readonly say: Say;
}

/** Where neither side declares an id, two requests at a time can't be told apart. */
function correlationGaps(contract: Contract, channel: Channel, { operation, replies }: Talk): Gap[] {
  const requests = operation.requests.map((name) => messageNamed(channel, name));
  const talk = [...requests, ...replies];
  if (talk.length === 0 || talk.some(({ correlation }) => correlation.length > 0)) return [];
  const shared = talk
    .map((message) => fieldsOf(contract, message).filter(({ constant }) => !constant))
    .reduce((left, right) => left.filter(({ name }) => right.some((field) => field.name === name)));
  const id = shared.find(({ name }) => ID.test(name));
  if (id === undefined) return [];
  return talk.map((message) => ({
    channel: channel.name,
    about: message.name,
    place: message.place,
    unsaid: `whether \`${id.name}\` ties requests and replies together`,
    keyword: "correlationId, or correlation",
    example: { correlation: [`/${id.name}`] },
  }));
}

/** A field that request and reply both have may be repeated, or may be another thing of the same name. */
function echoGaps(
  contract: Contract,
  channel: Channel,
  { operation, replies, say }: Talk & { say: Say },
): Gap[] {
  const said = new Set(operation.echoes.map(({ to }) => to.pointer));
  const asked = operation.requests.flatMap((name) => fieldsOf(contract, messageNamed(channel, name)));
  const echoes = new Map<string, string>();
  for (const reply of replies.filter(({ error }) => !error))
    for (const { name, constant } of fieldsOf(contract, reply)) {
      const tied = reply.correlation.includes(`/${name}`) || ID.test(name);
      if (constant || tied || said.has(`/${name}`)) continue;
      if (asked.some((field) => field.name === name && !field.constant)) {
        echoes.set(`${pointerName(quoteName(reply.name))}#/${name}`, `request#/${name}`);
        break;
      }
    }
  if (echoes.size === 0) return [];
  const what = [...echoes.keys()].map((key) => `\`${key}\``).join(", ");
  return [say(`whether ${what} repeats the request`, "echoes", { echoes: Object.fromEntries(echoes) })];
}

/** Items of a stream whose order, or sum, a field would show. */
function streamGaps(contract: Contract, operation: ClientOperation, { replies, say }: Replies): Gap[] {
  const { sequence, ordered, joins } = operation;
  if (sequence.kind === "none") return [];
  const repeated = repeatedIn(sequence.sequence);
  const items = replies.filter(({ name }) => repeated.has(name));
  const ends = replies.filter(({ name, error }) => !repeated.has(name) && !error);
  return items.flatMap((item) => {
    const fields = fieldsOf(contract, item).filter(({ constant }) => !constant);
    const unordered = !ordered.some(({ at }) => isAbout(at, item.name));
    return [
      ...(unordered ? orderGaps(item, fields, say) : []),
      ...(joins.length === 0 ? joinGaps(item, fields, { ends, contract, say }) : []),
    ];
  });
}

function orderGaps(item: Message, fields: readonly Field[], say: Say): Gap[] {
  const index = fields.find(({ name, types }) => INDEX.test(name) && types.includes("integer"));
  if (index === undefined) return [];
  const example = { ordered: { [`${pointerName(quoteName(item.name))}#/${index.name}`]: "+1" } };
  return [say(`in which order \`${index.name}\` of \`${item.name}\` counts`, "ordered", example)];
}

interface Ends {
  readonly ends: readonly Message[];
  readonly contract: Contract;
  readonly say: Say;
}

/** Text that comes in pieces, and a last message with a text: the whole, most likely. */
function joinGaps(item: Message, fields: readonly Field[], { ends, contract, say }: Ends): Gap[] {
  const isText = ({ types, constant }: Field): boolean => types.includes("string") && !constant;
  for (const end of ends) {
    const whole = fieldsOf(contract, end).find((field) => LIKELY_TEXT.test(field.name) && isText(field));
    const others = fieldsOf(contract, end).map(({ name }) => name);
    const pieces = fields.filter((field) => isText(field) && !ID.test(field.name));
    const piece =
      pieces.find(({ name }) => name === whole?.name) ?? pieces.find(({ name }) => !others.includes(name));
    if (whole === undefined || piece === undefined) continue;
    const joins = {
      [`${pointerName(quoteName(end.name))}#/${whole.name}`]: `${pointerName(quoteName(item.name))}#/${piece.name}`,
    };
    return [say(`whether \`${end.name}\` holds what \`${item.name}\` brought`, "joins", { joins })];
  }
  return [];
}
