import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bin/cli.ts";
import { ATTACKS } from "./attacks.ts";
import { CATASTROPHIC } from "./catastrophic.ts";
import { HABITS } from "./habits.ts";
import { outsideRefs } from "./outside-refs.ts";
import { OUTLETS } from "./outlets.ts";
import { PAYLOADS } from "./payloads.ts";
import { SERVICES } from "./services.ts";

const IN_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

describe("docs/hardening.md", () => {
  it("counts what there is", () => {
    const text = readFileSync(join(root, "docs/hardening.md"), "utf8");
    expect(text).to.include(`\n${PAYLOADS.length} texts (HTML`);
    expect(text).to.include(`each of the ${OUTLETS.size} outlets`);
    expect(text).to.include(`\n${SERVICES.length} services of bare bytes`);
    expect(text).to.include(`${IN_WORDS[HABITS.length]} against \`asyncproof run\``);
    expect(text).to.include(`\n${ATTACKS.length} attacks on the stub, the proxy and`);
    expect(text).to.include(`\n| ${outsideRefs("").length} kinds of \`$ref\` that lead outside`);
    expect(text).to.include(` ${CATASTROPHIC.length} catastrophic patterns`);
  });
});
