import type { Channel } from "./model.ts";

/** A channel whose path fits, and what its parameters are. */
export interface PathMatch {
  readonly channel: Channel;
  readonly parameters: { readonly [name: string]: string };
}

/**
 * The channels whose path fits the requested one (without query), the most literal first: a path without
 * parameters wins over one with. Segments are percent-decoded, in the document as in the request, where one that
 * can't be decoded fits nothing.
 */
export function matchPath(channels: readonly Channel[], path: string): readonly PathMatch[] {
  const matches = channels.flatMap((channel) => {
    const parameters = parametersIn(channel.path, path);
    return parameters === null ? [] : [{ channel, parameters }];
  });
  return matches.toSorted((a, b) => Object.keys(a.parameters).length - Object.keys(b.parameters).length);
}

function parametersIn(pattern: string, path: string): { [name: string]: string } | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const found: [string, string][] = [];
  for (const [index, segment] of wanted.entries()) {
    const inSegment = parametersInSegment(segment, decoded(given[index] ?? ""));
    if (inSegment === null) return null;
    found.push(...inSegment);
  }
  return Object.fromEntries(found);
}

/** A segment may mix text and parameters: `room-{id}.json`. */
function parametersInSegment(pattern: string, given: string | null): [string, string][] | null {
  if (given === null) return null;
  const names = [...pattern.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? "");
  if (names.length === 0) return pattern === given || decoded(pattern) === given ? [] : null;
  const [first = "", ...literals] = pattern.split(/\{[^}]*\}/).map((text) => decoded(text) ?? text);
  if (!given.startsWith(first)) return null;
  const found: [string, string][] = [];
  let start = first.length;
  // Each takes as little as it can, one character at least: that leaves the most to those behind it.
  for (const [index, literal] of literals.entries()) {
    const isLast = index === literals.length - 1;
    const end = isLast ? endOf(given, literal) : given.indexOf(literal, start + 1);
    if (end <= start) return null;
    found.push([names[index] ?? "", given.slice(start, end)]);
    start = end + literal.length;
  }
  return found;
}

/** Where the text begins that a segment has to end with; -1 where it does not. */
function endOf(given: string, literal: string): number {
  return given.endsWith(literal) ? given.length - literal.length : -1;
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
