import { shownUrl } from "../config/index.ts";
import type { Contract } from "../contract/model.ts";
import { matchPath } from "../contract/path-match.ts";
import { oneLine } from "../contract/plain-text.ts";
import { addressOf } from "../contract/service-address.ts";

/** What a person should know who gave a service's address: what of it no handshake has, and what each has twice. */
export function addressText(url: string, contract: Contract): string {
  return [...unsent(url), ...doubled(url, contract)].map((note) => `note: ${oneLine(note)}\n`).join("");
}

/** A query that nobody gets looks like one that does: a service would only refuse who has no credential. */
function unsent(url: string): string[] {
  if (new URL(url).search === "") return [];
  return [
    `no handshake has the query of ${shownUrl(url)}: credentials belong to \`credentials\`, what else each handshake has to \`hooks.beforeConnection\``,
  ];
}

/** Whoever copies the whole address of a channel asks for its path behind itself, which no service has. */
function doubled(url: string, contract: Contract): string[] {
  const { origin, pathname } = new URL(url);
  const found = matchPath(contract.channels, pathname.replace(/\/$/, "")).find(({ channel }) =>
    isTold(channel.path),
  );
  if (found === undefined) return [];
  const { name, path } = found.channel;
  const asked = addressOf(new URL(url), path, contract).pathname;
  if (matchPath([found.channel], asked).length > 0) return [];
  const shown = asked.replaceAll("%7B", "{").replaceAll("%7D", "}");
  return [
    `${name} is asked for at ${shown}: a channel's address stands behind the path of the URL; where the service has it at ${path}, the URL is ${origin}`,
  ];
}

/** Does it say more than that there is something? */
function isTold(path: string): boolean {
  return path.split("/").some((segment) => segment !== "" && !segment.includes("{"));
}
