import { ToolError } from "../contract/tool-error.ts";

/**
 * What this process knows of the service under test. Once a handshake has succeeded, a service that is not there
 * any more has died; before that nobody can tell whether there is one.
 */
export interface ServiceHealth {
  reached: boolean;
  /** The last thing any client sent to it, for a person who asks what killed it. "" where nothing was sent. */
  lastFrame: string;
  /** How long it gets to answer the closes at the end of a test, ms. */
  farewellMs: number;
}

/** Nobody answers, and nobody ever did: the run cannot tell anything (exit 2). */
export function serviceUnreachable(url: string, code: string, message: string): ToolError {
  return new ToolError(
    "SERVICE-UNREACHABLE",
    `the service was never reached: ${url}: ${detail(code, message)}`,
    {
      hint: "is it running, and is ASYNCPROOF_URL (or `url` in the config) right?",
    },
  );
}

function detail(code: string, message: string): string {
  return message.includes(code) || code === "" ? message || code : `${code} ${message}`.trim();
}
