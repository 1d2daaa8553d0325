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
  const { family, channel, inside } = headingsOf(title);
  return (
    (only === null || only.includes(title.join(" > "))) &&
    !without.includes(family) &&
    (families.length === 0 || families.includes(family)) &&
    (channels.length === 0 || channels.includes(channel)) &&
    (operations.length === 0 || inside.some((heading) => operations.includes(heading))) &&
    matches(grep, title)
  );
}

/** What a title says of its test, beside what it shows. */
export function headingsOf(title: readonly string[]): {
  readonly family: string;
  readonly channel: string;
  /** Operations, or other things that several tests are about. */
  readonly inside: readonly string[];
} {
  const [, family = "", channel = ""] = /^(.*?) - (.*)$/.exec(title[0] ?? "") ?? [];
  return { family, channel, inside: title.slice(1, -1) };
}

/** What `--grep` gives: null for text, which is looked for as it stands. Throws SyntaxError. */
export function patternOf(grep: string): RegExp | null {
  const [, source, flags] = /^\/(.+)\/([imsu]*)$/.exec(grep) ?? [];
  return source === undefined ? null : new RegExp(source, flags);
}

/** A title that a failure prints (` > ` between its parts) can be given back as it is. */
function matches(grep: string, title: readonly string[]): boolean {
  const pattern = patternOf(grep);
  const forms = [title.join(" "), title.join(" > ")];
  return forms.some((form) => (pattern === null ? form.includes(grep) : pattern.test(form)));
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
