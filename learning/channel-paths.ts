import { type Channel, type Contract, matchPath } from "../contract/index.ts";
import { secretFieldName } from "../traffic/secrets/secret-names.ts";
import type { Seen } from "./evidence.ts";
import { isDataSegment, isMemberName } from "./text-kinds.ts";
import { type Budget, ValueStats } from "./value-stats.ts";

const MOST_CHANNELS = 100;
const MOST_QUERIES = 40;

/** A path that clients asked for, with what varies in it. */
export interface Path {
  /** As in a document: `/rooms/{id}`. */
  readonly pattern: string;
  readonly declared: Channel | null;
  connections: number;
  readonly query: Map<string, ValueStats>;
}

/** The paths of all handshakes. */
export class Paths {
  readonly all: Map<string, Path> = new Map();
  /** Handshakes on paths that were too many. */
  left = 0;
  readonly #contract: Contract | null;

  constructor(contract: Contract | null) {
    this.#contract = contract;
  }

  /** The path of a handshake; null where there are too many. */
  take(url: string, seen: Seen, budget: Budget): Path | null {
    const mark = url.indexOf("?");
    const path = mark < 0 ? url : url.slice(0, mark);
    const found = this.#pathOf(path);
    if (found === null) {
      this.left += 1;
      return null;
    }
    found.connections += 1;
    for (const [name, value] of new Map(new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1))))
      takeInto(found.query, name, { value, seen, budget });
    return found;
  }

  /** The path of a handshake that was taken before. */
  find(url: string): Path | null {
    return this.#pathOf(url.split("?")[0] ?? "");
  }

  /** The path of a connection whose handshake is unknown. */
  named(channel: string): Path | null {
    const { channels = [] } = this.#contract ?? {};
    const only = channels.length === 1 ? channels[0] : channels.find(({ name }) => name === channel);
    return only === undefined
      ? this.#known(channel.startsWith("/") ? channel : "/", null)
      : this.#known(only.path, only);
  }

  #pathOf(path: string): Path | null {
    const [match] = matchPath(this.#contract?.channels ?? [], path);
    return match === undefined
      ? this.#known(patternOf(path), null)
      : this.#known(match.channel.path, match.channel);
  }

  #known(pattern: string, declared: Channel | null): Path | null {
    const known = this.all.get(pattern);
    if (known !== undefined) return known;
    if (this.all.size >= MOST_CHANNELS) return null;
    const path = { pattern, declared, connections: 0, query: new Map() };
    this.all.set(pattern, path);
    return path;
  }
}

function takeInto(
  map: Map<string, ValueStats>,
  name: string,
  { value, seen, budget }: { readonly value: string; readonly seen: Seen; readonly budget: Budget },
): void {
  if (!isMemberName(name)) return;
  const stats = map.get(name) ?? new ValueStats();
  if (!map.has(name) && map.size >= MOST_QUERIES) return;
  map.set(name, stats);
  const number = /^-?(0|[1-9]\d{0,14})$/.test(value);
  if (secretFieldName(name)) stats.take("", seen, budget);
  else
    stats.take(
      number ? Number(value) : /^(true|false)$/.test(value) ? value === "true" : value,
      seen,
      budget,
    );
}

/** Letters of any language as they are; what has a meaning in a path stays percent-encoded. */
function readable(segment: string): string {
  try {
    const text = decodeURIComponent(segment);
    return /[^\p{L}\p{M}\p{N}._~!$&'()*+,;=:@-]/u.test(text) ? segment : text;
  } catch {
    return segment;
  }
}

/** What of a path is data becomes a parameter, named after the segment before it. */
function patternOf(path: string): string {
  const names = new Set<string>();
  const segments = path.split("/").map((segment, index, all) => {
    if (segment === "" || !isDataSegment(segment)) return readable(segment);
    const before = (all[index - 1] ?? "").replace(/[^A-Za-z]/g, "").replace(/s$/, "");
    let name = before === "" ? "id" : `${before}Id`;
    while (names.has(name)) name = `${name}2`;
    names.add(name);
    return `{${name}}`;
  });
  return segments.join("/") || "/";
}
