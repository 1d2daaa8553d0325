import type { ExpectedOutcome } from "./expected-outcome.ts";
import type { Payload } from "./payload.ts";

/** A variable of the test. */
export type Name = string;

/** What an expectation looks at: a variable, or what is awaited of one (`await prompt.ended()`). */
export interface Subject {
  readonly of: Name;
  readonly wait: "" | "ended" | "quiet" | "refusal";
}

/** Where and as whom a connection is made; "" and empty lists leave the harness its default. */
export interface HandshakeForm {
  readonly channel: string;
  readonly as: "" | "second" | "third" | "numbered";
  readonly parameters: readonly (readonly [name: string, value: string])[];
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly credentials: readonly (readonly [scheme: string, flavour: string])[];
  readonly without: readonly string[];
  /** Calls of the service are answered. */
  readonly answers: boolean;
  readonly expects: "" | "unauthenticated" | "forbidden" | "badHandshake" | "unknownChannel";
}

/** One line or block of a test. Each kind has a template of its name in `templates/steps/`. */
export type Step =
  | { readonly kind: "connect"; readonly client: Name; readonly handshake: HandshakeForm }
  | { readonly kind: "opened"; readonly client: Name; readonly sequence: string }
  | {
      readonly kind: "send";
      readonly exchange: Name;
      readonly client: Name;
      readonly message: string;
      readonly payload: Payload;
    }
  /** Sends, waits for the end and expects success (or, where success can't be demanded, acceptance) in one line. */
  | {
      readonly kind: "converse";
      readonly client: Name;
      readonly message: string;
      readonly payload: Payload;
      readonly claim: Claim;
    }
  /** The same for a value that the test is given: the harness puts into it what `fills` say. */
  | {
      readonly kind: "converseAny";
      readonly client: Name;
      readonly message: string;
      readonly payload: Payload;
      readonly claim: Claim;
    }
  /** Says all of a walk that the test is given; each of its steps is accepted. */
  | { readonly kind: "walk"; readonly client: Name; readonly payload: Payload }
  | { readonly kind: "ended"; readonly replies: Name; readonly exchange: Name }
  | { readonly kind: "next"; readonly exchange: Name; readonly message: string }
  | { readonly kind: "follow"; readonly subject: Subject; readonly sequence: string }
  | { readonly kind: "succeed"; readonly subject: Subject }
  /** Success of a request that nothing shows to succeed: refused, it is not reached. */
  | { readonly kind: "succeedIfTaken"; readonly subject: Subject }
  | { readonly kind: "accepted"; readonly subject: Subject }
  | { readonly kind: "carry"; readonly subject: Subject; readonly values: Payload }
  | { readonly kind: "echo"; readonly subject: Subject; readonly values: Payload }
  /** Bad input: exactly this text; any value as JSON; these bytes; a text of so many bytes, padded with blanks. */
  | { readonly kind: "sendText"; readonly frame: Name; readonly client: Name; readonly text: string }
  | { readonly kind: "sendJson"; readonly frame: Name; readonly client: Name; readonly payload: Payload }
  | { readonly kind: "sendBinary"; readonly frame: Name; readonly client: Name; readonly text: string }
  /** A text frame of these bytes, which are no UTF-8: the connection is closed for it (RFC 6455, 8.1). */
  | { readonly kind: "undecodable"; readonly client: Name; readonly bytes: Payload }
  | {
      readonly kind: "sendPadded";
      readonly frame: Name;
      readonly text: Name;
      readonly client: Name;
      readonly payload: Payload;
      readonly bytes: number;
    }
  /** Bad input, or input whose answer nobody waits for. */
  | { readonly kind: "fire"; readonly client: Name; readonly payload: Payload }
  /** Does the steps so many times; `n` counts from 1. */
  | { readonly kind: "repeat"; readonly times: number; readonly steps: readonly Step[] }
  | {
      readonly kind: "refused";
      readonly subject: Subject;
      readonly reject: string;
      readonly outcomes: readonly ExpectedOutcome[];
    }
  | { readonly kind: "harmless"; readonly subject: Subject; readonly reject: string }
  /** Exact bytes that are good input after all. */
  | { readonly kind: "passed"; readonly subject: Subject }
  | { readonly kind: "handshake"; readonly answer: Name; readonly handshake: HandshakeForm }
  | { readonly kind: "handshakeAt"; readonly answer: Name; readonly path: string }
  | { readonly kind: "refusedWith"; readonly answer: Name; readonly outcomes: readonly ExpectedOutcome[] }
  | {
      readonly kind: "pushed";
      readonly client: Name;
      /** Any one of them. */
      readonly messages: readonly string[];
      readonly values: Payload;
    }
  /** The config makes the message come, for this connection. */
  | { readonly kind: "triggered"; readonly client: Name; readonly message: string }
  | { readonly kind: "quiet"; readonly meanwhile: Name; readonly client: Name }
  | { readonly kind: "none"; readonly subject: Subject; readonly message: string }
  | { readonly kind: "close"; readonly client: Name; readonly code: number }
  | { readonly kind: "cut"; readonly client: Name }
  /** Ends TCP with a reset. */
  | { readonly kind: "reset"; readonly client: Name }
  /** Takes nothing off the socket, until it reads on. */
  | { readonly kind: "stopReading"; readonly client: Name }
  | { readonly kind: "readOn"; readonly client: Name }
  /** The service is stopped in order and started again. */
  | { readonly kind: "restart" }
  | { readonly kind: "closedByServer"; readonly client: Name; readonly codes: readonly number[] | "any" }
  | {
      readonly kind: "attempts";
      readonly times: number;
      readonly steps: readonly Step[];
      readonly interrupted: Name;
    }
  /** So many clients at once, each with a number; `steps` are what each of them does. */
  | { readonly kind: "crowd"; readonly count: number; readonly steps: readonly Step[] };

/** What can be demanded of a request: success of declared examples, cases and config values; else acceptance. */
export type Claim = "succeed" | "accepted";

/** The names of all steps, in the order of their definition; the template of each is `templates/steps/<kind>.hbs`. */
export type StepKind = Step["kind"];
