import { expect } from "chai";
import { readFileSync } from "node:fs";
import { RULES } from "../../judge/rules.ts";

const text = readFileSync(new URL("../../docs/rules.md", import.meta.url), "utf8");
const sections = new Map(
  text
    .split(/^### /m)
    .slice(1)
    .map((section) => [/^`([A-Z-]+)`$/m.exec(section)?.[1] ?? section.split("\n")[0] ?? "", section]),
);

describe("docs/rules.md", () => {
  it("explains every rule, and no other", () => {
    expect([...sections.keys()]).to.have.members(Object.keys(RULES));
  });

  it("names each rule once", () => {
    expect(sections.size).to.equal(text.match(/^### /gm)?.length);
  });

  for (const [rule, section] of sections)
    it(`says what ${rule} means, with an example`, () => {
      expect(section).to.match(/\n```\n[\s\S]+?\n```/);
      const words = section.replace(/```[\s\S]*?```/g, "").split(/\s+/);
      expect(words.length).to.be.greaterThan(12);
    });
});
