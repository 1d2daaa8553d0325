import { type Action, type HookFacts, runCommand } from "../config/index.ts";
import { assertNever } from "../contract/assert-never.ts";
import type { ToolError } from "../contract/tool-error.ts";
import { httpRequest } from "./http-request.ts";
import type { Ground } from "./ground.ts";

/** Which hook or trigger, what it is told, and the error where it fails. */
export interface Call {
  /** Its place in the config: `hooks.beforeAll`. */
  readonly key: string;
  readonly facts: HookFacts;
  failing(message: string, hint: string): ToolError;
}

/**
 * Calls something of the user's and waits for its end, not longer than `hookTimeout`. Gives what a function gives,
 * else undefined. Throws `failing` where it throws, ends badly, or does not end.
 */
export async function callAction(ground: Ground, action: Action, call: Call): Promise<unknown> {
  const timeoutMs = ground.config.setup.hookTimeoutMs;
  switch (action.kind) {
    case "function":
      return await callFunction(async () => action.call(call.facts), timeoutMs, call);
    case "command": {
      const env = { ...withoutFlags(ground), ...variables(call.facts) };
      await runCommand({ command: action.command, timeoutMs, env, key: call.key }, call.failing);
      return undefined;
    }
    case "request":
      return httpRequest(ground, action.request, call);
    default:
      return assertNever(action);
  }
}

async function callFunction(run: () => Promise<unknown>, limitMs: number, call: Call): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(call.failing(`it did not end within ${limitMs} ms`, "`hookTimeout` says how long it may take"));
    }, limitMs);
  });
  const failed = (error: unknown): never => {
    const [message, place] = error instanceof Error ? [String(error), ownLine(error)] : [String(error), ""];
    throw call.failing(message, place);
  };
  try {
    return await Promise.race([run().catch(failed), limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** The first line of the stack that is the user's. */
function ownLine({ stack = "" }: Error): string {
  const line = stack.split("\n").find((one) => /^\s+at .*file:/.test(one) && !one.includes("node_modules"));
  return line?.trim() ?? "";
}

/** What the run tells its child holds credentials: nobody else's business. */
function withoutFlags({ env }: Ground): Ground["env"] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name !== "ASYNCPROOF_FLAGS"));
}

function variables({ url, test, channel, identity, operation }: HookFacts): {
  readonly [name: string]: string;
} {
  return {
    ASYNCPROOF_URL: url,
    ASYNCPROOF_TEST: test.join(" > "),
    ASYNCPROOF_CHANNEL: channel,
    ASYNCPROOF_IDENTITY: identity,
    ASYNCPROOF_OPERATION: operation,
  };
}
