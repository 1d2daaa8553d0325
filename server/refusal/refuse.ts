import { assertNever } from "../../contract/assert-never.ts";
import type { Outcome, Where } from "../../contract/model.ts";
import { closeCodeOf } from "../codes.ts";
import type { Connection } from "../connection.ts";
import type { Refused } from "../decisions.ts";
import type { Request } from "../exchange/exchange.ts";
import type { Script } from "../exchange/script.ts";
import { close, send } from "../transmit.ts";
import type { World } from "../world.ts";
import { readableCorrelation, refusalMessage } from "./refusal-message.ts";

/** Does what is promised for bad input: the first outcome. Nothing where the document leaves it open. */
export function refuse(world: World, connection: Connection, refused: Refused): void {
  carryOut(world, connection, { refused, where: [] });
}

/** Does what a case expects: it refuses a request that is otherwise good. */
export function refuseAs(
  world: World,
  connection: Connection,
  { script, request }: { readonly script: Script & { kind: "outcome" }; readonly request: Request },
): void {
  const { operation, message, payload } = request;
  const refusal = { kind: "declared", place: operation.place, outcomes: [script.outcome] } as const;
  const refused: Refused = { reject: "invalid", refusal, operation, message, payload };
  carryOut(world, connection, { refused, where: script.where });
}

function carryOut(
  world: World,
  connection: Connection,
  { refused, where }: { readonly refused: Refused; readonly where: readonly Where[] },
): void {
  const promised = refused.refusal.kind === "unspecified" ? null : (refused.refusal.outcomes[0] ?? null);
  const outcome = world.decisions.refusal(promised, refused, connection);
  switch (outcome?.kind) {
    case undefined:
    case "ignored":
    case "as-text":
      return;
    case "reply":
      reply(world, connection, { outcome, refused, where });
      return;
    case "reply-close":
      reply(world, connection, { outcome, refused, where });
      closeAs(world, connection, { codes: outcome.codes, refused });
      return;
    case "close":
      closeAs(world, connection, { codes: outcome.codes, refused });
      return;
    case "status":
      // There is no HTTP answer any more: the nearest thing is a close.
      closeAs(world, connection, { codes: { kind: "any" }, refused });
      return;
    default:
      assertNever(outcome);
  }
}

type Replying = Outcome & { kind: "reply" | "reply-close" };

function reply(
  world: World,
  connection: Connection,
  about: { readonly outcome: Replying; readonly refused: Refused; readonly where: readonly Where[] },
): void {
  const { outcome, refused, where } = about;
  const correlation = readableCorrelation(connection.channel, refused.message, refused.payload);
  const made = refusalMessage(world.composer, connection.channel, {
    form: outcome.reply,
    where,
    correlation,
  });
  send(world, connection, { ...made, cause: { kind: "refusal", reject: refused.reject } });
}

function closeAs(
  world: World,
  connection: Connection,
  { codes, refused }: { readonly codes: (Outcome & { kind: "close" })["codes"]; readonly refused: Refused },
): void {
  close(world, connection, { code: closeCodeOf(codes, refused.reject), reason: refused.reject });
}
