import { acceptsAt, hasWayOut, stepSequence } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { ClientOperation, Message } from "../../contract/model.ts";
import { type Correlation, correlationOf } from "../compose/correlation.ts";
import { count, newTally, sentOf, type Tally } from "../compose/tally.ts";
import type { Connection } from "../connection.ts";
import type { Cancel } from "../timers.ts";
import type { Script } from "./script.ts";

/** A request that was taken, with the message that it was. */
export interface Request {
  readonly operation: ClientOperation;
  readonly message: Message;
  readonly payload: Json;
}

/** `open`: all that was planned has come, and more may. `ended`: nothing more may come of it. */
export type ExchangePhase = "running" | "open" | "ended";

/** One request and what follows it. */
export class Exchange {
  readonly connection: Connection;
  readonly request: Request;
  readonly operation: ClientOperation;
  readonly correlation: Correlation;
  readonly script: Script;
  readonly tally: Tally;
  /** State of the operation's automaton. */
  state = 0;
  phase: ExchangePhase = "running";
  failed = false;
  /** Steps of the script that were made. */
  position = 0;
  #whenEnded: Cancel[] = [];

  constructor(connection: Connection, request: Request, script: Script) {
    this.connection = connection;
    this.request = request;
    this.operation = request.operation;
    this.correlation = correlationOf(request.message, request.payload);
    this.script = script;
    this.tally = newTally(request.operation);
  }

  /** How many messages of that name there are in all, sent and planned. */
  readonly planned = (name: string): number => {
    const ahead = this.script.kind === "messages" ? this.script.steps.slice(this.position) : [];
    return sentOf(this.tally, name) + ahead.filter((on) => on.kind === "name" && on.name === name).length;
  };

  /** Takes note of a message that goes out. */
  note(message: Message, payload: Json): void {
    count(this.tally, this.operation, message, payload);
    if (message.error) this.failed = true;
    if (this.operation.sequence.kind === "none") return;
    this.state = stepSequence(this.operation.sequence.sequence, this.state, message.name) ?? this.state;
  }

  /** True where nothing more is owed. */
  accepts(): boolean {
    const { sequence } = this.operation;
    return this.failed || sequence.kind === "none" || acceptsAt(sequence.sequence, this.state);
  }

  /** True where nothing more may come. */
  isOver(): boolean {
    const { sequence } = this.operation;
    return this.failed || sequence.kind === "none" || !hasWayOut(sequence.sequence, this.state);
  }

  /** Calls once when the exchange ends; at once where it has ended. */
  whenEnded(call: Cancel): void {
    if (this.phase === "ended") call();
    else this.#whenEnded.push(call);
  }

  /** Ends it; may be called twice. */
  end(): void {
    if (this.phase === "ended") return;
    this.phase = "ended";
    this.connection.exchanges.delete(this);
    const calls = this.#whenEnded;
    this.#whenEnded = [];
    for (const call of calls) call();
  }
}
