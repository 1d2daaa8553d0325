import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { folderWith } from "../config/folder.ts";
import { PATIENT_MS, root } from "./cli.ts";
import { inTerminal, type Step } from "./terminal.ts";

const DOWN = "\u001B[B";
const CTRL_C = "\u0003";

describe("asyncproof init in a terminal", function () {
  this.timeout(2 * PATIENT_MS);

  const answered = async (steps: readonly Step[], ...flags: readonly string[]) => {
    const folder = folderWith({ "package.json": "{}" });
    try {
      const command = [process.execPath, join(root, "bin/asyncproof"), "init", ...flags];
      const { code, screen } = await inTerminal(command, { cwd: folder.path, env: { CI: "" }, steps });
      const files = readdirSync(folder.path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      const texts = files.map((file) => [file.slice(folder.path.length + 1), readFileSync(file, "utf8")]);
      return { code, screen, files: Object.fromEntries(texts) };
    } finally {
      folder.remove();
    }
  };

  it("asks for everything, and writes what was answered", async () => {
    const { code, screen, files } = await answered([
      ["What is the service called?", "Orders\r"],
      ["Where is the document?", "docs/orders.yaml\r"],
      ["Which command starts the service?", "node server.js --port {port}\r"],
      ["Which CI is it?", `${DOWN}\r`],
    ]);
    expect(code, screen).to.equal(0);
    expect(Object.keys(files).sort()).to.deep.equal(
      [".gitlab-ci.yml", "asyncproof.config.yaml", "docs/orders.yaml", "package.json"].sort(),
    );
    expect(parse(files["docs/orders.yaml"]).info.title).to.equal("Orders");
    expect(parse(files["asyncproof.config.yaml"])["start"]).to.equal("node server.js --port {port}");
    expect(screen).to.include("Next: npx asyncproof run docs/orders.yaml");
    expect(screen, "a service that is started has no URL to ask for").not.to.include("At which URL");
  });

  it("asks in whole lines where the terminal does not say how wide it is", async () => {
    const folder = folderWith({});
    try {
      const command = [process.execPath, join(root, "bin/asyncproof"), "init"];
      const steps: Step[] = [
        ["What is the service called?", "Orders\r"],
        ["Where is the document?", "\r"],
        ["Which command starts the service? {port} stands for its port", CTRL_C],
      ];
      const env = { CI: "", TERMINAL_SIZE: "[0, 0]" };
      const { code, screen } = await inTerminal(command, { cwd: folder.path, env, steps });
      expect(code, screen).to.equal(2);
    } finally {
      folder.remove();
    }
  });

  it("takes its defaults, and those of flags, where Enter is all that is typed", async () => {
    const steps: Step[] = [
      ["What is the service called?", "\r"],
      ["Where is the document?", "\r"],
      ["Which command starts the service?", "\r"],
      ["At which URL does it run?", "\r"],
      ["Which CI is it?", "\r"],
    ];
    const { code, screen, files } = await answered(steps, "--title", "Chat", "--url", "ws://localhost:9000");
    expect(code, screen).to.equal(0);
    expect(parse(files["asyncapi.yaml"]).info.title).to.equal("Chat");
    expect(parse(files["asyncproof.config.yaml"])["url"]).to.equal("ws://localhost:9000");
    expect(files).to.have.property(".github/workflows/contract.yml");
  });

  for (const [when, steps] of [
    ["the first question", [["What is the service called?", CTRL_C]]],
    [
      "the last",
      [
        ["called?", "\r"],
        ["document?", "\r"],
        ["starts the service?", "\r"],
        ["At which URL", "\r"],
        ["Which CI is it?", CTRL_C],
      ],
    ],
  ] satisfies (readonly [string, Step[]])[])
    it(`writes nothing when it is interrupted at ${when}: exit code 2`, async () => {
      const { code, screen, files } = await answered(steps);
      expect([code, Object.keys(files)], screen).to.deep.equal([2, ["package.json"]]);
      expect(screen).to.include("init was interrupted").and.to.include("nothing was written");
    });

  it("is seen to fail where a question is not asked", async () => {
    const { code } = await answered([
      ["What is the service called?", CTRL_C],
      ["What is your favourite colour?", "\r"],
    ]);
    expect(code).to.equal(99);
  });
});
