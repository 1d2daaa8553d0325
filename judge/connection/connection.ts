import {
  REJECT_KINDS,
  type Channel,
  type Contract,
  type Refusal,
  type RejectKind,
} from "../../contract/model.ts";
import { OpenExchanges } from "../exchange/open-exchanges.ts";
import { newConversation } from "../exchange/conversation.ts";
import type { ConnectionId, HandshakeFacts } from "../model.ts";
import { newPast } from "../exchange/past.ts";
import { NO_ROUNDS } from "../push/round.ts";
import { newRate } from "../frames/rate.ts";
import type { Connection } from "../state.ts";

const NEVER = Number.POSITIVE_INFINITY;

/** A connection at the time of its handshake. Throws `RangeError` for a channel that the contract lacks. */
export function newConnection(
  contract: Contract,
  id: ConnectionId,
  about: {
    readonly facts: HandshakeFacts;
    readonly at: number;
    readonly wall: number;
    readonly patienceMs: number;
  },
): Connection {
  const { facts, at, wall, patienceMs } = about;
  const channel = channelOf(contract, facts.channel);
  return {
    view: {
      id,
      channel: facts.channel,
      phase: "handshaking",
      received: [],
      opening: [],
      closed: null,
      stopped: false,
    },
    channel,
    facts,
    handshakeAt: at,
    handshakeWall: wall,
    heldAt: null,
    entry: null,
    dueAt: NEVER,
    dueTurn: 0,
    arrival: NO_ROUNDS,
    openAt: at,
    readyAt: NEVER,
    midway: false,
    muted: false,
    leftAt: NEVER,
    answerBy: NEVER,
    refusing: null,
    opening: null,
    idle: null,
    conversation: newConversation(channel, false),
    exchanges: new OpenExchanges(patienceMs),
    latest: new Map(),
    past: newPast(),
    refusals: [],
    spent: [],
    unsure: false,
    lastRefused: null,
    badAt: -Infinity,
    lastTaken: null,
    lastSilent: null,
    calls: [],
    answeredAt: -Infinity,
    rate: newRate(),
    succeeded: new Set(),
    said: new Set(),
  };
}

function channelOf(contract: Contract, name: string): Channel {
  if (name === "") return UNDECLARED;
  const found = contract.channels.find((channel) => channel.name === name);
  if (found === undefined) throw new RangeError(`the contract has no channel ${name}`);
  return found;
}

const OPEN: Refusal = { kind: "unspecified", deliberate: false, place: "#" };

/** What is promised at a path that the document does not declare: nothing. */
const UNDECLARED: Channel = {
  name: "",
  place: "#",
  title: "",
  description: "",
  path: "",
  parameters: [],
  query: [],
  headers: [],
  subprotocols: [],
  security: [],
  scopes: [],
  messages: [],
  operations: [],
  opening: { kind: "none" },
  conversation: { kind: "any" },
  identity: { kind: "none" },
  fills: [],
  idle: { kind: "none" },
  limits: { place: "#", messageBytes: null, messagesPerSecond: null, connections: null, exchanges: null },
  rejects: { ...everyKind(OPEN) },
};

function everyKind(refusal: Refusal): { [kind in RejectKind]: Refusal } {
  // `fromEntries` forgets which keys there are.
  return Object.fromEntries(REJECT_KINDS.map((kind) => [kind, refusal])) as { [kind in RejectKind]: Refusal };
}
