import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

const folder = folderWith({ "asyncproof.config.yaml": "patience: 3s\n" });
copyFileSync(join(fixture, "replies.yaml"), join(folder.path, "replies.yaml"));
after(() => folder.remove());

const run = (...args: readonly string[]): ReturnType<typeof asyncproof> =>
  asyncproof(["run", "replies.yaml", ...args], folder.path);

const service = (habit: string): string[] => [
  "--start",
  `${JSON.stringify(process.execPath)} ${JSON.stringify(join(fixture, "replies.mjs"))} {port} ${habit}`,
];

describe("asyncproof run, with replies on a connection of their own", function () {
  this.timeout(PATIENT_MS);

  it("listens there before it asks, and the stub answers there", async () => {
    const { code, stdout } = await run();
    expect(stdout).to.include(", 0 violated,");
    expect(code).to.equal(0);
    const push = readFileSync(join(folder.path, "generated-tests/push/replies.test.ts"), "utf8");
    const [opened, asked] = ['connect("replies"', 'sender.send("start"'].map((text) => push.indexOf(text));
    expect(opened).to.be.within(0, asked ?? 0);
    expect(push).to.include('receiver.pushed("started")').and.to.include('"/id": "s-1"');
  });

  it("finds a right service right, one that shares no code with us", async () => {
    const { code, stdout } = await run(...service("right"));
    expect([code, stdout]).to.satisfy(([exit]: [number]) => exit === 0, stdout);
    expect(stdout).to.include("✔ started or startError reaches who has asked, on another connection");
  });

  for (const [habit, rule, what] of [
    ["wrong", "UNDECLARED", "a reply that comes where its request was sent"],
    ["silent", "NOT-DELIVERED", "a reply that never comes"],
    ["foreign", "UNEXPECTED", "a reply with the id of another request"],
  ] as const)
    it(`finds ${what}`, async () => {
      const { code, stdout } = await run(...service(habit), "--family", "push");
      expect(code).to.equal(1);
      expect(stdout).to.match(new RegExp(`who has asked, on another connection\\s+${rule}\n`));
    });
});
