import { redact, shellWord } from "../config/index.ts";
import { narrate, type Violation } from "../judge/index.ts";
import type { LoggedFrame } from "./frame-log.ts";
import type { Ground } from "./ground.ts";
import type { Scope } from "./scope.ts";

/** Of more connections than these, only those that the violation is about are drawn. */
const MOST_CONNECTIONS = 3;

/** A violation as a person reads it. */
export function tell(violation: Violation, { ground, title, grep, log, connections }: Scope): string {
  const frames = connections.length <= MOST_CONNECTIONS ? log : around(violation, log);
  const text = narrate(violation, {
    title,
    contract: ground.contract,
    lineMap: ground.lines(),
    frames,
    asked: askedFor(violation, connections),
    replay: replayCommand(ground, grep()),
  });
  return redact(text, ground.secrets);
}

/** What a service says to a handshake hangs on the address: it need not be the one that the user has in mind. */
function askedFor({ rule, connection }: Violation, connections: Scope["connections"]): string {
  if (!/HANDSHAKE|^WRONG-STATUS$/.test(rule)) return "";
  return connections.find(({ id }) => id === connection)?.request.shownUrl ?? "";
}

/** A copy of the violation that may be written anywhere. */
export function withoutSecrets(violation: Violation, secrets: readonly string[]): Violation {
  const { summary, promised, got } = violation;
  const clean = (text: string): string => redact(text, secrets);
  return { ...violation, summary: clean(summary), promised: clean(promised), got: clean(got) };
}

/** The violation's own connection, and the one that was heard of last before: most likely the cause. */
function around(violation: Violation, log: readonly LoggedFrame[]): LoggedFrame[] {
  const cause = log.findLast(
    ({ connection, from }) => connection !== violation.connection && from === "client",
  );
  const matter = [violation.connection, cause?.connection];
  return log.filter(({ connection }) => matter.includes(connection));
}

/** A run says what it needs to be run again (`ASYNCPROOF_REPLAY`); plain Mocha knows the document alone. */
function replayCommand({ contract, config, env }: Ground, grep: string): string {
  const command = env["ASYNCPROOF_REPLAY"] ?? `npx asyncproof run ${shellWord(contract.document)}`;
  return `${command} --grep ${shellWord(grep, true)} --seed ${config.seed}`;
}
