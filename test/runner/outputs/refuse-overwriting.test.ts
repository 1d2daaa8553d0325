import { expect } from "chai";
import { linkSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ToolError } from "../../../contract/index.ts";
import { type Output, refuseOverwriting } from "../../../runner/outputs/index.ts";
import { folderWith } from "../../config/folder.ts";

const RECORDING = '{"asyncproof":"recording","version":1,"startedAt":"1970-01-01T00:00:00.000Z"}\n';

describe("refuseOverwriting", () => {
  let folder: ReturnType<typeof folderWith>;
  before(() => {
    folder = folderWith({
      "talk.ndjson": RECORDING,
      "empty.ndjson": "",
      "old.html": "<!doctype html>",
      "deep/spec.yaml": "asyncapi: 3.0.0",
      "templates/test.hbs": "{{title}}",
    });
    symlinkSync("talk.ndjson", join(folder.path, "link.ndjson"));
    linkSync(join(folder.path, "deep/spec.yaml"), join(folder.path, "twin.yaml"));
    symlinkSync("deep", join(folder.path, "way"));
  });
  after(() => folder.remove());

  /** The code of what is thrown, or "". */
  async function refused(
    outputs: readonly (string | Output)[],
    inputs: readonly string[] = [],
  ): Promise<string> {
    const all = outputs.map((one) => (typeof one === "string" ? { flag: `--out ${one}`, path: one } : one));
    const read = inputs.map((path) =>
      path === "templates"
        ? { what: "a template", path, isFolder: true as const }
        : { what: "the document", path },
    );
    try {
      await refuseOverwriting(folder.path, all, async () => read);
      return "";
    } catch (error) {
      if (error instanceof ToolError) return error.code;
      throw error;
    }
  }

  const same: readonly (readonly [how: string, output: string, input: string])[] = [
    ["the same words", "deep/spec.yaml", "deep/spec.yaml"],
    ["./", "./deep/../deep/spec.yaml", "deep/spec.yaml"],
    ["a link to a file", "link.ndjson", "talk.ndjson"],
    ["a link to a folder", "way/spec.yaml", "deep/spec.yaml"],
    ["a second name", "twin.yaml", "deep/spec.yaml"],
    ["a folder that is read", "templates/test.hbs", "templates"],
  ];
  for (const [how, output, input] of same)
    it(`knows an input by ${how}`, async () => {
      expect(await refused([output], [input])).to.equal("OUTPUT-IS-INPUT");
      expect(await refused([output], ["old.html"])).to.not.equal("OUTPUT-IS-INPUT");
    });

  it("lets a report take the place of an older one, and asks for no inputs where nothing is there", async () => {
    expect(await refused(["old.html"], ["talk.ndjson"])).to.equal("");
    await refuseOverwriting(folder.path, [{ flag: "--out new", path: "new" }], () => {
      throw new Error("nothing is there that could be read");
    });
  });

  it("never lets go of a recording, whatever is to be written", async () => {
    expect(await refused(["talk.ndjson"])).to.equal("RECORDING-EXISTS");
    const record = (path: string): Output => ({ flag: `--record ${path}`, path, once: true });
    expect(await refused([record("old.html")])).to.equal("RECORDING-EXISTS");
    expect(await refused([record("empty.ndjson")])).to.equal("");
    expect(await refused([record("new.ndjson")])).to.equal("");
  });

  it("refuses two outputs in one file, also where it is not there yet", async () => {
    expect(await refused(["deep/new.html", "way/new.html"])).to.equal("OUTPUT-TWICE");
    expect(await refused(["old.html", "./old.html"])).to.equal("OUTPUT-TWICE");
    expect(await refused(["deep/new.html", "new.html"])).to.equal("");
  });

  it("leaves devices, and places that can't be looked at, to who opens them", async () => {
    expect(await refused(["/dev/null", "/dev/null"], ["/dev/null"])).to.equal("");
    expect(await refused(["old.html/x", "deep"], ["talk.ndjson"])).to.equal("");
  });

  it("lets a list be renewed that is read before", async () => {
    const list: Output = { flag: "--write-known", path: "deep/spec.yaml", renews: "the document" };
    expect(await refused([list], ["deep/spec.yaml"])).to.equal("");
    expect(readFileSync(join(folder.path, "deep/spec.yaml"), "utf8")).to.equal("asyncapi: 3.0.0");
  });
});
