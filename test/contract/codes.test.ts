import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CONTRACT_ERRORS } from "../../contract/error-codes.ts";
import { FINDINGS } from "../../contract/finding-codes.ts";

const room = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "contract");

/** What a pattern captures in the room's sources, once each. */
function captured(pattern: RegExp): string[] {
  const sources = readdirSync(room, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const found = sources.flatMap((name) =>
    [...readFileSync(join(room, name), "utf8").matchAll(pattern)].map((match) => match[1] ?? ""),
  );
  return [...new Set(found)].sort();
}

describe("codes", () => {
  it("of errors are all listed, and all used", () => {
    expect(captured(/(?:new ToolError|\.fault)\(\s*"([A-Z-]+)"/g)).to.deep.equal(
      Object.keys(CONTRACT_ERRORS).sort(),
    );
  });

  it("of findings are all used", () => {
    expect(captured(/\bwarn\(\s*"([A-Z-]+)"/g)).to.deep.equal(Object.keys(FINDINGS).sort());
  });
});
