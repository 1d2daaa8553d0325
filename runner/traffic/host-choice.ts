import type { Config } from "../../config/index.ts";
import type { Contract } from "../../contract/index.ts";
import type { HostChoice } from "../../traffic/index.ts";

/** Whose WebSockets of an HTTP archive are judged: what the user, the config and the document say of it. */
export function hostChoice(
  contract: Contract | null,
  { config, hosts }: { readonly config: Config; readonly hosts: readonly string[] },
  leftOut: (text: string) => void,
): HostChoice {
  const urls = config.url === null ? [] : [config.url];
  return { contract, urls, hosts, learns: false, leftOut };
}
