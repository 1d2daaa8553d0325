import { matchPath } from "../../contract/path-match.ts";
import { type Contract, ToolError } from "../../contract/index.ts";

/** Whose WebSockets of an HTTP archive are meant, where a page had some to several hosts. */
export interface HostChoice {
  /** Null where there is no document yet. */
  readonly contract: Contract | null;
  /** URLs of the service beside the document's servers: where the config says that it is. */
  readonly urls: readonly string[];
  /** Hosts that the user names, `host:port` or `host` for any port; empty: nobody names one. */
  readonly hosts: readonly string[];
  /** A host on whose paths nothing is declared may be meant, too: something is to be learned of it. */
  readonly learns: boolean;
  /** Told for each archive of which not everything is heard, in one sentence. */
  leftOut(text: string): void;
}

/** A WebSocket connection of an archive: the host, with its port where that is not the usual one, and the path. */
export interface Asked {
  readonly host: string;
  readonly path: string;
}

interface Chosen {
  readonly hosts: readonly string[];
  readonly why: string;
}

/**
 * The hosts that are the service's: those that the user names; else servers of the document (or the config's URL);
 * else the only one that is asked for a path of the document, as in a recording made on somebody's own machine.
 * Throws RECORDING-HOST where several may be meant.
 */
export function ownHosts(file: string, asked: readonly Asked[], choice: HostChoice): ReadonlySet<string> {
  const all = [...new Set(asked.map(({ host }) => host))];
  const { hosts, why } = chosenOf(file, all, { asked, choice });
  const own = new Set(hosts);
  const others = all.filter((host) => !own.has(host));
  if (others.length > 0) {
    const counts = others.map((host) => `${host} (${asked.filter((one) => one.host === host).length})`);
    const judged = hosts.length === 0 ? "no connection is heard" : `heard is ${hosts.join(", ")}`;
    choice.leftOut(`${judged}, ${why}; left out: ${counts.join(", ")}; --host HOST says what is meant`);
  }
  return own;
}

function chosenOf(
  file: string,
  all: readonly string[],
  { asked, choice }: { readonly asked: readonly Asked[]; readonly choice: HostChoice },
): Chosen {
  const { contract, urls, hosts, learns } = choice;
  if (hosts.length > 0)
    return { hosts: all.filter((host) => hosts.some((name) => isNamed(host, name))), why: "as --host says" };
  const servers = new Set([...(contract?.servers ?? []).map(({ url }) => url), ...urls].map(hostOf));
  const named = all.filter((host) => servers.has(host));
  if (named.length > 0) return { hosts: named, why: "where the document or the config has the service" };
  const channels = contract?.channels ?? [];
  const onPath = new Set(
    asked.filter(({ path }) => matchPath(channels, path).length > 0).map(({ host }) => host),
  );
  const likely = onPath.size > 0 ? [...onPath] : learns ? all : [];
  if (likely.length <= 1)
    return { hosts: likely, why: onPath.size > 0 ? "with paths of the document" : "for no path is declared" };
  throw new ToolError("RECORDING-HOST", `nobody says which host is the service: ${likely.join(", ")}`, {
    where: file,
    hint: `--host HOST says it (${likely[0]}), once for each where several are`,
  });
}

function isNamed(host: string, name: string): boolean {
  const wanted = name.toLowerCase();
  return host === wanted || host.replace(/:\d+$/, "") === wanted;
}

/** Of a URL, without the port that is usual for it; "" for none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}
