import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bin/cli.ts";
import { OUTLETS } from "./outlets.ts";
import { PAYLOADS } from "./payloads.ts";
import { SERVICES } from "./services.ts";

describe("docs/hardening.md", () => {
  it("counts what there is", () => {
    const text = readFileSync(join(root, "docs/hardening.md"), "utf8");
    expect(text).to.include(`\n${PAYLOADS.length} texts (HTML`);
    expect(text).to.include(`each of the ${OUTLETS.size} outlets`);
    expect(text).to.include(`\n${SERVICES.length} services of bare bytes`);
  });
});
