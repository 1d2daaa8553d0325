import { expect } from "chai";
import type { Command } from "commander";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bin/cli.ts";

interface Shown {
  readonly at: string;
  readonly words: readonly string[];
}

/** Every command line of asyncproof that a Markdown file shows, continued lines joined. */
function shownIn(file: string): readonly Shown[] {
  const text = readFileSync(join(root, file), "utf8").replaceAll(/\\\n\s*/g, " ");
  return text.split("\n").flatMap((line, index) => {
    const [, rest] = /^(?:\s{4,}(?:npx )?|\$ (?:npx )?|.*?\bnpx )asyncproof (.+)$/.exec(line) ?? [];
    if (rest === undefined) return [];
    // What stands behind a wide gap or a # explains.
    const command = rest.split(/\s{2,}|\s#|`/)[0] ?? "";
    const words = [...command.matchAll(/"[^"]*"|'[^']*'|\S+/g)].map(([word]) => word);
    return [{ at: `${file}:${index + 1}`, words }];
  });
}

const FILES = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
  ...readdirSync(join(root, "examples")).map((name) => `examples/${name}/README.md`),
];

async function commands(): Promise<ReadonlyMap<string, Command>> {
  const files = readdirSync(join(root, "bin")).filter((name) => name.endsWith(".ts") && name !== "main.ts");
  const made = await Promise.all(
    files.map(async (name) => {
      const module: { readonly [name: string]: unknown } = await import(join(root, "bin", name));
      return Object.entries(module).flatMap(([key, value]) =>
        key.endsWith("Command") && typeof value === "function" && value.length === 0 ? [value()] : [],
      );
    }),
  );
  return new Map(made.flat().map((command: Command) => [command.name(), command]));
}

describe("command lines in the documentation", () => {
  let known: ReadonlyMap<string, Command>;
  before(async function () {
    this.timeout(60_000);
    known = await commands();
  });

  const wrongIn = ({ at, words }: Shown): string[] => {
    const [name = "", ...rest] = words;
    const command = known.get(name);
    if (command === undefined) return name.startsWith("-") ? [] : [`${at}: no command ${name}`];
    const flags = new Set(command.options.flatMap(({ long, short }) => [long, short]));
    return rest
      .filter((word) => /^--?[a-z]/.test(word))
      .map((word) => word.split("=")[0] ?? "")
      .filter((word) => word !== "--help" && word !== "-h" && !flags.has(word))
      .map((word) => `${at}: ${name} has no ${word}`);
  };

  it("are found", () => {
    expect(known.size).to.be.greaterThan(10);
    expect(FILES.flatMap(shownIn).length).to.be.greaterThan(40);
  });

  it("name commands and flags that there are", () =>
    expect(FILES.flatMap(shownIn).flatMap(wrongIn)).to.deep.equal([]));

  it("would be noticed where they did not", () => {
    expect(wrongIn({ at: "x", words: ["rum", "a.yaml"] })).to.deep.equal(["x: no command rum"]);
    expect(wrongIn({ at: "x", words: ["run", "a.yaml", "--stat", "b"] })).to.deep.equal([
      "x: run has no --stat",
    ]);
  });
});
