import { redact } from "../config/index.ts";
import { narrate, type Violation } from "../judge/index.ts";
import type { LoggedFrame } from "./frame-log.ts";
import type { Scope } from "./scope.ts";

/** Of more connections than these, only those that the violation is about are drawn. */
const MOST_CONNECTIONS = 3;

/** A violation as a person reads it. */
export function tell(violation: Violation, { ground, title, log, connections }: Scope): string {
  const frames = connections.length <= MOST_CONNECTIONS ? log : around(violation, log);
  const text = narrate(violation, {
    title,
    contract: ground.contract,
    lineMap: ground.lines(),
    frames,
    replay: replayCommand(ground.contract.document, title.at(-1) ?? "", ground.config.seed),
  });
  return redact(text, ground.secrets);
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

function replayCommand(document: string, title: string, seed: number): string {
  return `npx asyncproof run ${quoted(document)} --grep ${quoted(title, true)} --seed ${seed}`;
}

/** A word as a POSIX shell takes it. */
function quoted(word: string, always = false): string {
  if (!always && /^[\w./-]+$/.test(word)) return word;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}
