import type { Contract } from "../../contract/model.ts";
import type { Service } from "../../harness/index.ts";
import { folderWith } from "../config/folder.ts";
import { bench, type Ending } from "./run-scenario.ts";
import type { Handlers } from "./ws-service.ts";

/** Where functions of a config of a test write what they saw; they run in this process. */
export const seen: unknown[] = [];
Object.assign(globalThis, { asyncproofSeen: seen });

export interface Setting {
  readonly contract: Contract;
  readonly handlers: Handlers;
  /** Text of an `asyncproof.config.mjs`; in it `seen` is the list above. */
  readonly config: string;
  readonly env?: { readonly [name: string]: string };
}

/** Runs bodies as scenarios of one process, with a config file; gives how each ended. */
export async function withConfig(
  { contract, handlers, config, env = {} }: Setting,
  ...bodies: readonly ((service: Service) => Promise<void>)[]
): Promise<Ending[]> {
  seen.length = 0;
  const folder = folderWith({ "a.config.mjs": `const seen = globalThis.asyncproofSeen;\n${config}` });
  const own = await bench(contract, handlers, { ASYNCPROOF_CONFIG: `${folder.path}/a.config.mjs`, ...env });
  const endings: Ending[] = [];
  try {
    for (const body of bodies) endings.push(await own.run(body));
    return endings;
  } finally {
    await own.close();
    folder.remove();
  }
}

/** What an ending says: `passed`, the rule that was broken, the code of an error, or why it is pending. */
export function told({ state, error, facts }: Ending): string {
  if (state === "pending") return facts.pendingReason;
  if (facts.rule !== "") return facts.rule;
  return error === null ? state : String(Reflect.get(error, "code") ?? error.message);
}
