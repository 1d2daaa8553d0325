/** Which tests of a plan are run; several words of one kind: any of them. */
export interface Filter {
  /** Part of the full title, as it stands; `/RE/flags` for a regular expression. "" for all. */
  readonly grep: string;
  readonly families: readonly string[];
  readonly channels: readonly string[];
  readonly operations: readonly string[];
  /** Families that are left out, whatever else is asked for. */
  readonly without: readonly string[];
  /** Whole titles (` > ` between parts) of the only tests that are wanted; null: no such list. */
  readonly only: readonly string[] | null;
  /** One of several equal parts of what the rest lets through; null: all of it. */
  readonly shard: Shard | null;
}

/** The `index`-th (from 1) of `of` parts. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

export const EVERYTHING: Filter = {
  grep: "",
  families: [],
  channels: [],
  operations: [],
  without: [],
  only: null,
  shard: null,
};

/** Does a test with this title (`family - channel`, operation, test) pass, whatever its shard? */
export function passes(
  { grep, families, channels, operations, without, only }: Filter,
  title: readonly string[],
): boolean {
  const [, family = "", channel = ""] = /^(.*?) - (.*)$/.exec(title[0] ?? "") ?? [];
  const inside = title.slice(1, -1);
  return (
    (only === null || only.includes(title.join(" > "))) &&
    !without.includes(family) &&
    (families.length === 0 || families.includes(family)) &&
    (channels.length === 0 || channels.includes(channel)) &&
    (operations.length === 0 || inside.some((heading) => operations.includes(heading))) &&
    matches(grep, title)
  );
}

/** A title that a failure prints (` > ` between its parts) can be given back as it is. */
function matches(grep: string, title: readonly string[]): boolean {
  const pattern = /^\/(.+)\/([imsu]*)$/.exec(grep);
  const forms = [title.join(" "), title.join(" > ")];
  if (pattern === null) return forms.some((form) => form.includes(grep));
  const expression = new RegExp(pattern[1] ?? "", pattern[2]);
  return forms.some((form) => expression.test(form));
}

/** What was asked for, for a message: `--family stream --grep "x"`. */
export function filterText({ grep, families, channels, operations, without, only, shard }: Filter): string {
  const flag = (name: string, words: readonly string[]): string[] => words.map((word) => `--${name} ${word}`);
  return [
    ...flag("family", families),
    ...flag("channel", channels),
    ...flag("operation", operations),
    ...(grep === "" ? [] : [`--grep ${JSON.stringify(grep)}`]),
    ...(only === null ? [] : ["--failed"]),
    ...(shard === null ? [] : [`--shard ${shard.index}/${shard.of}`]),
    ...(without.length === 0 ? [] : [`(without ${without.join(", ")})`]),
  ].join(" ");
}
