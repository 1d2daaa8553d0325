import type { Channel, CloseCodes, Contract, Outcome, Refusal, Side } from "../../contract/index.ts";
import type { Verdict } from "../../judge/index.ts";
import type { Hearing } from "../hearing.ts";
import { refusalText } from "./refusal-text.ts";

/** What the proxy does in place of the service with a frame that it blocks. */
export interface Denial {
  /** What the client is sent; null for nothing. */
  readonly reply: string | null;
  /** Code with which the connection is closed; null: it stays open. */
  readonly close: number | null;
  /** Whose close it is for the judge: the service's where it is declared, else nobody's whom a promise binds. */
  readonly as: Side;
}

const POLICY_VIOLATION = 1008;
const UNDECLARED: Denial = { reply: null, close: POLICY_VIOLATION, as: "client" };
const NOT_FOUND = 404;

/** Decides what becomes of frames that break the contract. */
export class Enforcer {
  readonly #contract: Contract;
  readonly #hearing: Hearing;

  constructor(contract: Contract, hearing: Hearing) {
    this.#contract = contract;
    this.#hearing = hearing;
  }

  /** The broken promise that the frame just heard is itself; null where it may pass. */
  breach(verdicts: readonly Verdict[]): string | null {
    const frame = this.#hearing.frames;
    for (const verdict of verdicts)
      if (verdict.kind === "violated" && verdict.violation.frame === frame)
        return `${verdict.violation.rule}: ${verdict.violation.summary}`;
    return null;
  }

  /** The declared refusal of the client's frame just heard; where none is, or none can be made, a close with 1008. */
  denial(connection: string, text: string): Denial {
    const channel = this.#hearing.storyOf(connection)?.channel ?? null;
    const fate = this.#hearing.fate(this.#hearing.frames);
    if (channel === null || fate.kind !== "refusal") return UNDECLARED;
    const { kinds, operation } = fate.refusal;
    for (const kind of kinds) {
      const denial = this.#declared((operation ?? channel).rejects[kind], channel, text);
      if (denial !== null) return denial;
    }
    return UNDECLARED;
  }

  /** The status that a path gets which the document does not declare; null for a path that it does. */
  statusFor(connection: string): number | null {
    if (this.#hearing.storyOf(connection)?.channel !== null) return null;
    const { unknownChannel } = this.#contract;
    const outcomes = unknownChannel.kind === "declared" ? unknownChannel.outcomes : [];
    const declared = outcomes.find((one) => one.kind === "status");
    return declared === undefined ? NOT_FOUND : codeOf(declared.codes, NOT_FOUND);
  }

  #declared(refusal: Refusal, channel: Channel, text: string): Denial | null {
    if (refusal.kind !== "declared") return null;
    for (const outcome of refusal.outcomes) {
      const denial = this.#denialOf(channel, outcome, text);
      if (denial !== null) return denial;
    }
    return null;
  }

  #denialOf(channel: Channel, outcome: Outcome, text: string): Denial | null {
    switch (outcome.kind) {
      case "reply":
      case "reply-close": {
        const reply = refusalText(this.#hearing.reader, { channel, form: outcome.reply, text });
        if (reply === null) return null;
        return {
          reply,
          close: outcome.kind === "reply" ? null : codeOf(outcome.codes, POLICY_VIOLATION),
          as: "server",
        };
      }
      case "close":
        return { reply: null, close: codeOf(outcome.codes, POLICY_VIOLATION), as: "server" };
      case "ignored":
        return { reply: null, close: null, as: "server" };
      default:
        return null;
    }
  }
}

function codeOf(codes: CloseCodes, otherwise: number): number {
  const code = codes.kind === "codes" ? (codes.codes[0] ?? otherwise) : otherwise;
  // 1005 and 1006 are never sent (RFC 6455, section 7.4.1).
  return code === 1005 || code === 1006 ? otherwise : code;
}
