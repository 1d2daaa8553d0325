import type { Connection } from "../connection.ts";
import { fireBy } from "../push/fire.ts";
import { refuseAs } from "../refusal/refuse.ts";
import type { World } from "../world.ts";
import { chooseScript } from "./choose.ts";
import { Exchange, type Request } from "./exchange.ts";
import { handle } from "./handle.ts";
import { targetOf } from "./interrupt.ts";
import { perform } from "./perform.ts";

/** Takes a request: opens its exchange, ends what it interrupts, and says what is to be said. */
export function startExchange(world: World, connection: Connection, request: Request): void {
  const { operation } = request;
  connection.requests += 1;
  const target = targetOf(connection, request);
  const chosen = chooseScript(world, connection, { request, target });
  const script = world.decisions.script(chosen, request, connection);
  if (script.kind === "outcome") {
    refuseAs(world, connection, { script, request });
    return;
  }
  const exchange = new Exchange(connection, request, script);
  connection.exchanges.add(exchange);
  const uncount = script.fails ? () => undefined : connection.conversation.count(operation);
  const stops = target !== null && !script.fails;
  if (stops && world.decisions.interrupts(true, request, target)) target.end();
  const done = (): void => settle(world, exchange, uncount);
  const interrupted = stops ? target : null;
  const handler = Object.hasOwn(world.handlers, operation.name) ? world.handlers[operation.name] : undefined;
  if (handler === undefined) perform(world, exchange, { interrupted, done });
  else handle(world, exchange, { handler, interrupted, done });
}

/** What was planned is said: the exchange is over, or open for more. Its triggers fire where it did not fail. */
function settle(world: World, exchange: Exchange, uncount: () => void): void {
  const { connection, operation } = exchange;
  const succeeded = exchange.phase === "running" && exchange.accepts() && !exchange.failed;
  if (exchange.failed) uncount();
  if (exchange.phase === "running" && !exchange.isOver()) exchange.phase = "open";
  else exchange.end();
  if (!succeeded) return;
  connection.succeeded.add(operation.name);
  fireBy(world, connection, exchange.request);
}
