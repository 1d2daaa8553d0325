import type { Json } from "../../contract/json.ts";
import type { Channel, ClientOperation, Message, Place } from "../../contract/model.ts";
import type { Payload } from "../payload.ts";
import type { Exclusive } from "../plan.ts";
import type { Claim, HandshakeForm, Name, Step } from "../step.ts";
import { createNamePool } from "./name-pool.ts";
import type { Planning } from "./planning.ts";
import { surelyNamed } from "./sequence-shape.ts";

/** A connection of a test, and what is known about it at this point of the script. */
export interface ClientVariable {
  readonly name: Name;
  readonly channel: Channel;
  readonly as: HandshakeForm["as"];
  /** State of the channel's conversation. */
  conversation: number;
  /** Messages that have surely come here. */
  readonly received: Set<string>;
  readonly sent: SentRequest[];
}

/** A request as it was sent. */
export interface SentRequest {
  readonly exchange: Name;
  readonly operation: ClientOperation;
  readonly message: Message;
  readonly payload: Payload;
  /** `accepted`: nothing shows that the service takes it. */
  readonly claim: Claim;
}

/** What a connection is made with; everything else is the harness's default. */
export type Connecting = Partial<Omit<HandshakeForm, "channel" | "expects">> & { readonly name?: string };

/** The steps of one test, written one after the other; tells which variables there are and what they know. */
export class Script {
  readonly planning: Planning;
  readonly clients: ClientVariable[] = [];
  /** Operations whose requests are being prepared: what leads back here is left out. */
  readonly preparing: Set<string> = new Set();
  exclusive: Exclusive;
  #steps: Step[] = [];
  readonly #covers = new Set<Place>();
  readonly #names = createNamePool();

  constructor(planning: Planning) {
    this.planning = planning;
    this.exclusive = false;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  get covers(): readonly Place[] {
    return [...this.#covers];
  }

  add(...steps: readonly Step[]): void {
    this.#steps.push(...steps);
  }

  cover(...places: readonly Place[]): void {
    for (const place of places) this.#covers.add(place);
  }

  name(wanted: string, spare = "request"): Name {
    return this.#names.take(wanted, spare);
  }

  /** The steps that `write` adds, taken out of the script, for a block. */
  block(write: () => void): readonly Step[] {
    const outer = this.#steps;
    this.#steps = [];
    write();
    const inner = this.#steps;
    this.#steps = outer;
    return inner;
  }

  connect(channel: Channel, connecting: Connecting = {}): ClientVariable {
    const { name = "client", ...given } = connecting;
    const handshake = handshakeForm(channel.name, given);
    const client: ClientVariable = {
      name: this.name(name, "client"),
      channel,
      as: handshake.as,
      conversation: 0,
      received: new Set(openingNames(channel)),
      sent: [],
    };
    this.clients.push(client);
    this.add({ kind: "connect", client: client.name, handshake });
    return client;
  }
}

/** A handshake with nothing but what is given. */
export function handshakeForm(
  channel: string,
  given: Partial<Omit<HandshakeForm, "channel">>,
): HandshakeForm {
  return {
    channel,
    as: "",
    parameters: [],
    query: [],
    headers: [],
    credentials: [],
    without: [],
    answers: true,
    expects: "",
    ...given,
  };
}

function openingNames({ opening }: Channel): string[] {
  return opening.kind === "sequence" ? surelyNamed(opening.sequence, new Set()) : [];
}

/** A value that stands for code wherever the plan has to look at it. */
export function standIn(json: Json | undefined): Json {
  return json ?? "value";
}
