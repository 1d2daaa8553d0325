import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadContract } from "../../../contract/index.ts";
import { inFolder } from "../document-fixture.ts";

const text = readFileSync(join(import.meta.dirname, "../../../docs/references-and-overlays.md"), "utf8");

describe("docs/references-and-overlays.md", () => {
  it("shows an overlay that says what the vendor does not", async () => {
    const blocks = [...text.matchAll(/```yaml\n# (\S+)\n([\s\S]*?)```/g)];
    const files = Object.fromEntries(blocks.map(([, name = "", content = ""]) => [name, content]));
    expect(Object.keys(files)).to.deep.equal(["vendor.yaml", "ours.yaml"]);
    const { contract, warnings } = await inFolder(files, (cwd) =>
      loadContract("vendor.yaml", { cwd, overlays: ["ours.yaml"] }),
    );
    const [channel] = contract.channels;
    expect(channel?.idle.kind).to.equal("close");
    const [operation] = channel?.operations ?? [];
    expect(operation?.kind === "client" && operation.sequence.kind).to.equal("sequence");
    expect(warnings).to.deep.equal([]);
  }).timeout(30_000);
});
