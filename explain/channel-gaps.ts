import { clientMessages, serverMessages, takesBytes } from "../contract/index.ts";
import type { Json, JsonObject } from "../contract/json.ts";
import type { Channel, RejectKind } from "../contract/model.ts";
import type { Gap } from "./gap.ts";

/** What a client has to do for each kind of bad input, and what is refused by a close where no error message is. */
const INPUT: { readonly [kind in RejectKind]?: { readonly what: string; readonly close: number } } = {
  malformed: { what: "text that can't be parsed", close: 1007 },
  unknown: { what: "a message that is not declared", close: 1008 },
  invalid: { what: "a message that breaks its schema", close: 1008 },
  binary: { what: "a frame of a type that no message has", close: 1003 },
};

/** What a connection leaves unsaid, whatever is done on it. */
export function channelGaps(channel: Channel): Gap[] {
  const { name, place, limits } = channel;
  const own = { channel: name, about: "", place };
  const gaps = [...openingGaps(channel), ...rejectGaps(channel), ...unusedGaps(channel)];
  if (channel.idle.kind === "none")
    gaps.push({
      ...own,
      unsaid: "how long a client may be silent",
      keyword: "idle",
      example: { idle: { after: "60s", close: 4408 } },
    });
  if (limits.messageBytes === null)
    gaps.push({
      ...own,
      unsaid: "how large a message may be, and what a larger one gets",
      keyword: "limits.messageBytes",
      example: { limits: { messageBytes: 65_536 }, rejects: { tooLarge: { close: 1009 } } },
    });
  if (limits.messagesPerSecond === null)
    gaps.push({
      ...own,
      unsaid: "how fast a client may send, and what a faster one gets",
      keyword: "limits.messagesPerSecond",
      example: { limits: { messagesPerSecond: 50 }, rejects: { tooFast: { close: 1008 } } },
    });
  return gaps;
}

function openingGaps(channel: Channel): Gap[] {
  const { name, place, opening } = channel;
  const first = channel.operations.find(
    (operation) => operation.kind === "server" && operation.trigger.kind === "unsolicited",
  );
  if (opening.kind === "sequence" || first?.kind !== "server" || first.messages.length === 0) return [];
  const example = { opening: first.messages[0] ?? "", openingWithin: "2s" };
  const unsaid = "whether the server greets, and with which messages";
  return [{ channel: name, about: "", place, unsaid, keyword: "opening", example }];
}

function rejectGaps(channel: Channel): Gap[] {
  const { name, place, rejects, security, scopes } = channel;
  const gap = (kind: RejectKind, what: string, outcome: JsonObject): Gap => ({
    channel: name,
    about: "",
    place,
    unsaid: `what ${what} gets`,
    keyword: `rejects.${kind}`,
    example: { rejects: { [kind]: outcome } },
  });
  const open = (kind: RejectKind): boolean => {
    const refusal = rejects[kind];
    if (kind === "binary" && takesBytes(channel)) return false;
    return refusal.kind === "inferred" || (refusal.kind === "unspecified" && !refusal.deliberate);
  };
  const error = channel.messages.find((one) => one.error && serverMessages(channel).includes(one.name));
  const kinds = Object.entries(INPUT) as [RejectKind, { what: string; close: number }][];
  const gaps =
    clientMessages(channel).length === 0
      ? []
      : kinds
          .filter(([kind]) => open(kind))
          .map(([kind, { what, close }]) => gap(kind, what, error ? { reply: error.name } : { close }));
  if (security.length > 0 && open("unauthenticated"))
    gaps.push(gap("unauthenticated", "a missing or wrong credential", { status: 401 }));
  if (scopes.length > 0 && open("forbidden"))
    gaps.push(gap("forbidden", "a credential without the scope", { status: 403 }));
  const needed = [...channel.query, ...channel.headers].some(({ required }) => required);
  if (needed && open("badHandshake"))
    gaps.push(gap("badHandshake", "a handshake without a required query or header", { status: 400 }));
  return gaps;
}

/** Messages that no operation, opening or refusal names: nobody is said to send them. */
function unusedGaps(channel: Channel): Gap[] {
  const used = new Set([...clientMessages(channel), ...serverMessages(channel)]);
  return channel.messages
    .filter((message) => !used.has(message.name))
    .map((message) => ({
      channel: channel.name,
      about: message.name,
      place: channel.place,
      unsaid: "who sends it, and when",
      keyword: "opening, or an operation",
      example: openingWith(message.name),
    }));
}

function openingWith(message: string): { readonly [key: string]: Json } {
  return { opening: message };
}
