import { messageNamed, wordHint } from "../contract/index.ts";
import type { FrameData } from "../contract/frame.ts";
import type { Json } from "../contract/json.ts";
import type { ReceivedMessage } from "../judge/model.ts";
import { arrivedNames } from "./arrived.ts";
import { closeCleanly, waitForFailure, waitForServerClose } from "./closing.ts";
import type { Connection } from "./connection.ts";
import { encode } from "./encode.ts";
import { WireExchange } from "./exchange.ts";
import { filledIn } from "./filled-in.ts";
import { identityText, knownAs, namesakeOf } from "./known-as.ts";
import { latestValue } from "./latest-value.ts";
import type { BadFrame, Client, CloseResult, Exchange, Replies, Walk } from "./model.ts";
import { remembered } from "./origin.ts";
import { waitForPush, waitForTriggered } from "./pushed.ts";
import { proveQuiet } from "./quiet.ts";
import { WireBadFrame } from "./refusal.ts";
import { NotReached } from "./not-reached.ts";
import { namedCredential } from "./sources.ts";
import { handled } from "./waits.ts";
import { goWalk } from "./walk.ts";

/** A connection as tests use it. */
export class WireClient implements Client {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get identity(): string {
    const name = knownAs(this.#connection);
    const namesake = name === null ? null : namesakeOf(this.#connection, name);
    if (namesake !== null)
      throw new NotReached(
        "not steerable",
        `${namesake.id} is connected as ${this.#connection.scope.clean(JSON.stringify(name))} too, so nobody can tell who must not get what is for one of them; give each client its own with \`fills\` (x-contract), as in {"${identityText(this.#connection)}": $unique}`,
      );
    if (name !== null) return name;
    throw new Error(
      `under which identity ${this.#connection.id} is connected is not known: its channel declares no \`identity\`, or the message that says it has not come`,
    );
  }

  get opening(): readonly ReceivedMessage[] {
    const { channel, scope, id } = this.#connection;
    const place = channel.opening.kind === "sequence" ? channel.opening.sequence.place : channel.place;
    const messages = [...(scope.judge.connection(id)?.opening ?? [])];
    return remembered(messages, { connection: this.#connection, place, operation: null });
  }

  get received(): readonly ReceivedMessage[] {
    return this.#noted([...this.#connection.received]);
  }

  credential(name: string): Promise<string> {
    const { scope, request } = this.#connection;
    const asker = { scope, connection: this.#connection, identity: request.identity };
    return handled(
      namedCredential(name, asker).then((value) => {
        if (value === null)
          throw new NotReached("not steerable", `there is no credential ${name} to be made`);
        return value;
      }),
    );
  }

  value(message: string, pointer: string): Json {
    const { received, id } = this.#connection;
    const value = latestValue(received, message, pointer);
    if (value !== undefined) return value;
    throw new Error(
      `no \`${message}\` with ${pointer} has come on ${id}; arrived: ${arrivedNames(received)}`,
    );
  }

  send(message: string, payload: Json): Exchange {
    const { channel } = this.#connection;
    const names = channel.messages.map(({ name }) => name);
    if (!names.includes(message))
      throw new TypeError(
        `channel ${channel.name} has no message \`${message}\`. ${wordHint(message, names)}`,
      );
    const frame = this.#connection.send(encode(messageNamed(channel, message), payload), message);
    return new WireExchange(this.#connection, frame, message);
  }

  converse(message: string, payload: Json): Promise<Replies> {
    return handled(
      filledIn(this.#connection, message, payload).then((full) => this.send(message, full).ended()),
    );
  }

  walk(walk: Walk): Promise<readonly Replies[]> {
    return handled(goWalk(this, this.#connection, walk));
  }

  sendText(text: string): BadFrame {
    return this.#bad({ kind: "text", text });
  }

  sendBinary(bytes: Uint8Array): BadFrame {
    return this.#bad({ kind: "binary", bytes });
  }

  sendUndecodable(bytes: readonly number[]): Promise<CloseResult> {
    this.#connection.sendUndecodable(Uint8Array.from(bytes));
    return handled(waitForFailure(this.#connection));
  }

  sendJson(value: Json): BadFrame {
    return this.#bad({ kind: "text", text: JSON.stringify(value) });
  }

  #bad(data: FrameData): BadFrame {
    return new WireBadFrame(this.#connection, this.#connection.send(data, data.kind));
  }

  pushed(message: string | readonly string[]): Promise<ReceivedMessage> {
    const names = typeof message === "string" ? [message] : message;
    return handled(waitForPush(this.#connection, names));
  }

  triggered(message: string): Promise<ReceivedMessage> {
    return handled(waitForTriggered(this.#connection, message));
  }

  quiet(): Promise<readonly ReceivedMessage[]> {
    return handled(proveQuiet(this.#connection).then((messages) => this.#noted(messages)));
  }

  close(code: number = 1000): Promise<CloseResult> {
    return handled(closeCleanly(this.#connection, code));
  }

  cut(): void {
    this.#connection.cut();
  }

  reset(): void {
    this.#connection.cut("reset");
  }

  stopReading(): void {
    this.#connection.stopReading();
  }

  readOn(): void {
    this.#connection.readOn();
  }

  closedByServer(): Promise<CloseResult> {
    return handled(waitForServerClose(this.#connection));
  }

  #noted(messages: readonly ReceivedMessage[]): readonly ReceivedMessage[] {
    const { channel } = this.#connection;
    return remembered(messages, { connection: this.#connection, place: channel.place, operation: null });
  }
}
