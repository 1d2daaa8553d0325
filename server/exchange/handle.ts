import type { Json } from "../../contract/json.ts";
import { mergePatch } from "../compose/merge-patch.ts";
import { guarded } from "../guard.ts";
import type { Handler, HandlerContext } from "../model.ts";
import type { World } from "../world.ts";
import type { Exchange } from "./exchange.ts";
import { perform } from "./perform.ts";
import { nextMessage, say } from "./say.ts";
import { failureScript } from "./script.ts";

interface Handling {
  readonly handler: Handler;
  readonly interrupted: Exchange | null;
  readonly done: () => void;
}

/**
 * Lets a handler of the user answer a request. One that throws is logged, and the operation's error reply is sent,
 * if it has one and nothing has ended the exchange.
 */
export function handle(world: World, exchange: Exchange, { handler, interrupted, done }: Handling): void {
  const abort = new AbortController();
  exchange.whenEnded(() => abort.abort());
  const context = contextOf(world, exchange, { signal: abort.signal, interrupted });
  const run = async (): Promise<void> => {
    try {
      await handler(context);
    } catch (error) {
      world.log(
        `the handler of ${exchange.operation.name} threw: ${error instanceof Error ? error.message : error}`,
      );
      guarded(world, exchange.connection, () => sayFailure(world, exchange));
    }
    guarded(world, exchange.connection, done);
  };
  // Everything in it is caught already.
  void run();
}

function contextOf(
  world: World,
  exchange: Exchange,
  { signal, interrupted }: { readonly signal: AbortSignal; readonly interrupted: Exchange | null },
): HandlerContext {
  const { connection, request } = exchange;
  let first = interrupted;
  const reply = (name: string, patch: Json = {}): void => {
    const { message, payload } = nextMessage(world, exchange, name);
    const patched = mergePatch(payload, patch);
    world.composer.demand(message, patched);
    if (exchange.phase !== "running") return;
    say(world, exchange, { message, payload: patched, interrupted: first });
    first = null;
  };
  return {
    request: request.payload,
    message: request.message.name,
    channel: connection.channel.name,
    identity: connection.identity,
    signal,
    reply,
    fail: (name, patch) => {
      reply(name, patch);
      exchange.failed = true;
    },
    next: () => new Promise((done) => perform(world, exchange, { interrupted: first, done })),
  };
}

function sayFailure(world: World, exchange: Exchange): void {
  const script = failureScript(world.plots.of(exchange.connection.channel, exchange.operation));
  const last = script?.kind === "messages" ? script.steps.at(-1) : undefined;
  if (last?.kind !== "name" || exchange.phase !== "running" || exchange.failed) return;
  say(world, exchange, { ...nextMessage(world, exchange, last.name), interrupted: null });
}
