import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openGrowingReport, openReport } from "../../report/report-file.ts";
import { folderWith } from "../config/folder.ts";

/** A process that is gone. */
const GONE = 999_999_999;

describe("a report's file", () => {
  const folder = folderWith({ "old.xml": "old", "kept/target.xml": "old" });
  const at = (name: string): string => join(folder.path, name);
  after(() => folder.remove());

  it("is there when it is whole, and that of an earlier run is gone at once", () => {
    const file = openReport("junit", at("old.xml"));
    file.write("ha");
    expect(existsSync(at("old.xml"))).to.equal(false);
    file.write("lf");
    file.close();
    expect(readFileSync(at("old.xml"), "utf8")).to.equal("half");
    expect(readdirSync(folder.path)).to.deep.equal(["kept", "old.xml"]);
  });

  it("takes away what the dead left of it, and nothing else", () => {
    mkdirSync(at("left"));
    const others = [`a.xml.${process.pid}.part`, "a.xml.part", `b.xml.${GONE}.part`];
    for (const name of [`a.xml.${GONE}.part`, ...others]) writeFileSync(at(`left/${name}`), "x");
    openReport("junit", at("left/a.xml")).close();
    const alive = others.filter((name) => !name.includes(String(process.pid)));
    expect(readdirSync(at("left")).sort()).to.deep.equal(["a.xml", ...alive].sort());
  });

  it("is written in place where it is a link or a device", () => {
    symlinkSync(at("kept/target.xml"), at("link.xml"));
    const file = openReport("junit", at("link.xml"));
    file.write("new");
    file.close();
    expect(readFileSync(at("kept/target.xml"), "utf8")).to.equal("new");
    openReport("junit", "/dev/null").close();
    expect(existsSync("/dev/null")).to.equal(true);
  });

  it("leaves no draft where the run ends before its report", () => {
    const code = `import { openReport } from ${JSON.stringify(join(import.meta.dirname, "../../report/report-file.ts"))};
openReport("junit", "never.xml").write("x");`;
    const hook = join(import.meta.dirname, "../ts-hook.mjs");
    execFileSync(process.execPath, [`--import=${hook}`, "--input-type=module", "-e", code], {
      cwd: folder.path,
    });
    expect(readdirSync(folder.path).filter((name) => name.startsWith("never"))).to.deep.equal([]);
  });

  it("grows where its every line is whole", () => {
    const file = openGrowingReport("ndjson", at("run.ndjson"));
    file.write("{}\n");
    expect(readFileSync(at("run.ndjson"), "utf8")).to.equal("{}\n");
    file.close();
  });
});
