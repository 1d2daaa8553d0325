import { wordHint } from "../contract/nearest-word.ts";
import { ToolError } from "../contract/tool-error.ts";
import { type Filter, headingsOf } from "./filter.ts";

/** What there is to filter by. */
export interface FilterNames {
  readonly families: readonly string[];
  readonly channels: readonly string[];
  readonly operations: readonly string[];
}

/** Names that tests carry: also those of the user's own, which may be of a family that we do not have. */
export function namesIn(titles: readonly (readonly string[])[]): FilterNames {
  const headings = titles.map(headingsOf);
  return {
    families: distinct(headings.map(({ family }) => family)),
    channels: distinct(headings.map(({ channel }) => channel)),
    operations: distinct(headings.flatMap(({ inside }) => inside)),
  };
}

/** The first word of the filter that no name is, as an error with the nearest one; null where there is none. */
export function unknownName(filter: Filter, ...known: readonly FilterNames[]): ToolError | null {
  const kinds = [
    ["family", "families"],
    ["channel", "channels"],
    ["operation", "operations"],
  ] as const;
  for (const [kind, key] of kinds) {
    const names = known.flatMap((one) => one[key]);
    const word = filter[key].find((one) => !names.includes(one));
    if (word !== undefined)
      return new ToolError("UNKNOWN-NAME", `--${kind} ${word}: there is no such ${kind}`, {
        hint: wordHint(word, known[0]?.[key] ?? []),
      });
  }
  return null;
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)].filter((word) => word !== "");
}
