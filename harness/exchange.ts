import type { ExchangePhase, ExchangeView, FrameId, ReceivedMessage } from "../judge/model.ts";
import type { RuleId } from "../judge/rules.ts";
import { arrivedNames, nothingCame } from "./arrived.ts";
import { failScenario, unmet } from "./broken-promise.ts";
import type { Connection } from "./connection.ts";
import { declinedBecause } from "./declined.ts";
import { checkNotStopped, endedBefore } from "./ended-before.ts";
import type { Exchange, Replies } from "./model.ts";
import { NotReached } from "./not-reached.ts";
import { type Origin, remembered } from "./origin.ts";
import { provePast } from "./quiet.ts";
import { waitForRefusal } from "./refusal.ts";
import { handled } from "./waits.ts";

/** What has not ended after so many messages has no end: in the tool's patience, and at all. */
const MOST_IN_PATIENCE = 1000;
const MOST = 100_000;

/** The exchange that a sent frame started, if the judge took it for one. */
export class WireExchange implements Exchange {
  readonly #connection: Connection;
  readonly #frame: FrameId;
  readonly #message: string;
  #next = 0;

  constructor(connection: Connection, frame: FrameId, message: string) {
    this.#connection = connection;
    this.#frame = frame;
    this.#message = message;
  }

  next(message?: string): Promise<ReceivedMessage> {
    const what = message === undefined ? `a reply to \`${this.#message}\`` : `\`${message}\``;
    return this.#wait(what, () => {
      const fate = this.#fate();
      if (fate.kind === "refusal") {
        if (fate.refusal.phase === "owed") return undefined;
        throw this.#notAccepted(fate.refusal.reply);
      }
      if (fate.kind === "none") throw new Error(`nothing is promised in reply to \`${this.#message}\``);
      const { replies, phase } = fate.exchange;
      const index = replies.findIndex(
        (reply, at) => at >= this.#next && (message === undefined || reply.name === message),
      );
      const reply = replies[index];
      if (reply === undefined) {
        if (phase === "declined") throw this.#declined(replies.at(-1));
        this.#checkCrossed(fate.exchange);
        if (phase !== "running" && phase !== "open-ended") throw this.#endedBefore(what, fate.exchange);
        return undefined;
      }
      this.#next = index + 1;
      this.#connection.taken.add(reply.frame);
      return remembered(reply, this.#origin(fate.exchange));
    });
  }

  ended(): Promise<Replies> {
    return handled(this.#ended());
  }

  async #ended(): Promise<Replies> {
    // Where the service may take or refuse it, its answer decides what this is.
    const fate = this.#fate();
    if (fate.kind === "refusal") await waitForRefusal(this.#connection, this.#frame);
    // Where no reply is due, only what comes next shows that the service took it.
    if (fate.kind === "exchange" && fate.exchange.operation.sequence.kind === "none") {
      if (this.#connection.open) await provePast(this.#connection);
      checkNotStopped(this.#connection, `it was shown that \`${this.#message}\` is taken`);
    }
    return this.#wait(`the end of the exchange of \`${this.#message}\``, () => {
      this.#checkEndless(MOST);
      return this.#end();
    });
  }

  #end(): Replies | undefined {
    const connection = this.#connection;
    const fate = this.#fate();
    if (fate.kind === "exchange") {
      this.#checkCrossed(fate.exchange);
      return fate.exchange.phase === "running" ? undefined : this.#replies(fate.exchange);
    }
    if (fate.kind === "none") return { operation: this.#message, phase: "ended", messages: [] };
    const { phase, reply, kinds } = fate.refusal;
    if (phase === "owed" && !connection.settled.has(this.#frame)) return undefined;
    const replies: Replies = { operation: this.#message, phase, messages: reply === null ? [] : [reply] };
    const { place } = connection.channel;
    return remembered(replies, { connection, place, operation: null, asCase: kinds.length === 0 });
  }

  interrupted(): Promise<boolean> {
    return this.#wait(`the end of the interrupted \`${this.#message}\``, () => {
      const fate = this.#fate();
      if (fate.kind !== "exchange") return false;
      const { phase, replies } = fate.exchange;
      if (phase === "running" || phase === "open-ended") return undefined;
      for (const { frame } of replies) this.#connection.taken.add(frame);
      return phase === "interrupted";
    });
  }

  #wait<T>(what: string, ready: () => T | undefined): Promise<T> {
    const { scope } = this.#connection;
    return scope.wait({
      ready,
      limitMs: scope.ground.config.patienceMs,
      owed: () => this.#running() && scope.judge.deadline() < Number.POSITIVE_INFINITY,
      late: () => {
        this.#checkEndless(MOST_IN_PATIENCE);
        throw nothingCame(this.#connection, what);
      },
    });
  }

  /** Fails the scenario where a running exchange has brought more messages than that. */
  #checkEndless(most: number): void {
    const fate = this.#fate();
    if (fate.kind !== "exchange" || fate.exchange.phase !== "running") return;
    const { replies, operation } = fate.exchange;
    if (replies.length <= most) return;
    throw failScenario(this.#connection, {
      rule: "STALLED",
      place: sequencePlace(operation),
      summary: `\`${operation.name}\` does not end: ${replies.length} messages came, and none that ends it`,
      promised: sequenceText(operation),
      got: `messages without end, last \`${replies.at(-1)?.name}\``,
    });
  }

  /**
   * Throws NotReached where a close that breaks no promise came in place of any reply: it may have been on its way when
   * the request was sent. Once the service has begun to answer, the exchange has its own promise.
   */
  #checkCrossed({ phase, replies }: ExchangeView): void {
    if (phase !== "cut-short" || replies.length > 0) return;
    const over = endedBefore(this.#connection, `\`${this.#message}\` was answered`);
    if (over !== null) throw over;
  }

  #fate() {
    return this.#connection.scope.judge.fate(this.#frame);
  }

  #running(): boolean {
    const fate = this.#fate();
    return fate.kind === "exchange" && fate.exchange.phase === "running";
  }

  #replies(exchange: ExchangeView): Replies {
    const { operation, phase } = exchange;
    const messages = [...exchange.replies];
    for (const message of messages) this.#connection.taken.add(message.frame);
    return remembered({ operation: operation.name, phase, messages }, this.#origin(exchange));
  }

  #origin({ operation }: ExchangeView): Origin {
    return {
      connection: this.#connection,
      place: sequencePlace(operation),
      operation,
      request: this.#message,
    };
  }

  #notAccepted(reply: ReceivedMessage | null): Error {
    return unmet(this.#connection, {
      rule: "NOT-ACCEPTED",
      place: this.#connection.channel.place,
      summary: `\`${this.#message}\` was refused`,
      promised: `\`${this.#message}\` is accepted`,
      got: reply === null ? "a refusal" : `${reply.name} ${JSON.stringify(reply.payload)}`,
      frame: reply?.frame ?? null,
    });
  }

  #declined(error: ReceivedMessage | undefined): NotReached {
    const because = declinedBecause(this.#connection, this.#message, error);
    return new NotReached("needs example", because);
  }

  #endedBefore(what: string, exchange: ExchangeView): Error {
    const last = exchange.replies.at(-1);
    return unmet(this.#connection, {
      rule: ruleOfEnd(exchange.phase),
      place: sequencePlace(exchange.operation),
      summary: `\`${exchange.operation.name}\` was over (${exchange.phase}) before ${what} came`,
      promised: sequenceText(exchange.operation),
      got:
        last === undefined
          ? "no reply"
          : `${arrivedNames(exchange.replies)}; last ${JSON.stringify(last.payload)}`,
      frame: last?.frame ?? null,
    });
  }
}

type Operation = ExchangeView["operation"];

function sequencePlace({ sequence, place }: Operation): string {
  return sequence.kind === "sequence" ? sequence.sequence.place : place;
}

function sequenceText({ sequence }: Operation): string {
  return sequence.kind === "sequence" ? `sequence: ${sequence.sequence.text}` : "no reply";
}

function ruleOfEnd(phase: ExchangePhase): RuleId {
  if (phase === "failed") return "NOT-ACCEPTED";
  return phase === "cut-short" ? "CUT-SHORT" : "OUT-OF-SEQUENCE";
}
