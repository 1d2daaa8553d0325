import type { SchemaChecker } from "../../contract/index.ts";
import type { Channel, Contract, Refusal, SecurityScheme } from "../../contract/model.ts";
import { authenticate, type Guard, type Subject } from "./authenticate.ts";
import { fieldsHold, textFits } from "./fields.ts";
import { matchPath, type PathMatch } from "../../contract/path-match.ts";
import type { HandshakeFacts } from "./request-facts.ts";
import type { HandshakeFlaw, HandshakeVerdict, Session } from "./verdict.ts";
import { own } from "../../contract/own.ts";

/** What the decision needs to know. */
export interface Gate {
  readonly contract: Contract;
  readonly guard: Guard;
  readonly check: SchemaChecker;
  /** How many connections the subject has open on the channel. */
  open(channel: Channel, subject: string): number;
}

const NOBODY: Subject = { name: null, scopes: "all" };
const STATUS = { badHandshake: 400, unauthenticated: 401, forbidden: 403, unknownChannel: 404, tooFast: 429 };

/** Decides a handshake: the path first, then the credential, then declared fields, then the limit of connections. */
export async function decideHandshake(gate: Gate, facts: HandshakeFacts): Promise<HandshakeVerdict> {
  const match = matchPath(gate.contract.channels, facts.path).find((one) => parametersHold(gate, one));
  if (match === undefined) return unknownPath(gate.contract);
  const { channel, parameters } = match;
  const came = await authenticate(gate.guard, channel, facts);
  const subprotocol = subprotocolOf(channel, facts);
  const session = { channel, parameters, subject: came.subject, subprotocol: subprotocol ?? "" };
  if (came.kind === "refused") return refused(session, came.as, came.flaw);
  if (subprotocol === null) return refused(session, "badHandshake", "bad-subprotocol");
  if (!declaredFieldsHold(gate, channel, facts)) return refused(session, "badHandshake", "bad-field");
  const { name } = came.subject;
  const { connections } = channel.limits;
  if (connections !== null && name !== null && gate.open(channel, name) >= connections)
    return refused(session, "tooFast", "too-many");
  return { kind: "accepted", session };
}

function parametersHold(gate: Gate, { channel, parameters }: PathMatch): boolean {
  return channel.parameters.every(({ name, schema }) => {
    const value = own(parameters, name);
    return value === undefined || textFits(schema, value, gate.check);
  });
}

function unknownPath(contract: Contract): HandshakeVerdict {
  const [channel] = contract.channels;
  const session =
    channel === undefined ? null : { channel, parameters: {}, subject: NOBODY, subprotocol: "" };
  return {
    kind: "refused",
    flaw: "unknown-path",
    reject: "badHandshake",
    refusal: contract.unknownChannel,
    status: STATUS.unknownChannel,
    session,
  };
}

function refused(
  session: Session,
  as: "badHandshake" | "unauthenticated" | "forbidden" | "tooFast",
  flaw: HandshakeFlaw,
): HandshakeVerdict {
  const refusal: Refusal = session.channel.rejects[as];
  return { kind: "refused", flaw, reject: as, refusal, status: STATUS[as], session };
}

/** The declared subprotocol that was offered, null where none of them was; else the client's first. */
function subprotocolOf(channel: Channel, { subprotocols }: HandshakeFacts): string | null {
  if (channel.subprotocols.length === 0) return subprotocols[0] ?? "";
  return subprotocols.find((name) => channel.subprotocols.includes(name)) ?? null;
}

/** What carries a credential was judged as one. */
function declaredFieldsHold({ contract, check }: Gate, channel: Channel, facts: HandshakeFacts): boolean {
  const schemes = contract.securitySchemes.filter(({ name }) =>
    channel.security.some((alternative) => alternative.some((need) => need.scheme === name)),
  );
  const query = channel.query.filter(({ name }) => !schemes.some((scheme) => carries(scheme, "query", name)));
  const headers = channel.headers
    .map((field) => ({ ...field, name: field.name.toLowerCase() }))
    .filter(({ name }) => !schemes.some((scheme) => carries(scheme, "header", name)));
  return fieldsHold(query, facts.query, check) && fieldsHold(headers, facts.headers, check);
}

function carries({ carrier }: SecurityScheme, kind: "query" | "header", name: string): boolean {
  if (carrier.kind === "basic") return kind === "header" && name === "authorization";
  return carrier.kind === kind && carrier.name.toLowerCase() === name.toLowerCase();
}
