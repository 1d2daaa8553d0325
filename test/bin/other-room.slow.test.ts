import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

const folder = folderWith({ "asyncproof.config.yaml": "runs: 5\n" });
copyFileSync(join(fixture, "other-room.yaml"), join(folder.path, "other-room.yaml"));
after(() => folder.remove());

const run = (...args: readonly string[]): ReturnType<typeof asyncproof> =>
  asyncproof(["run", "other-room.yaml", ...args], folder.path);

const service = (habit: string): string[] => [
  "--start",
  `${JSON.stringify(process.execPath)} ${JSON.stringify(join(fixture, "other-room.mjs"))} {port} ${habit}`,
];

describe("asyncproof run, with rooms that are a parameter of their address", function () {
  this.timeout(PATIENT_MS);

  for (const [whose, args] of [
    ["the stub", []],
    ["a service that shares no code with us", service("right")],
  ] as const)
    it(`sees that ${whose} tells in a room what happens there, and nowhere else`, async () => {
      const { code, stdout } = await run(...args);
      expect(stdout).to.include("✔ said does not reach a client with another room");
      expect(stdout).to.include("✔ joined does not reach a client with another room");
      expect(stdout).to.include(" 0 violated,").and.to.include(" 0 not reached");
      expect(code).to.equal(0);
    });

  for (const [habit, message, where] of [
    ["leaks-words", "said", "room > hear"],
    ["leaks-words-late", "said", "room > hear"],
    ["leaks-arrivals", "joined", "door > arrive"],
  ] as const)
    it(`finds a service that ${habit.replaceAll("-", " ")}, by that test alone`, async () => {
      const { code, stdout } = await run(...service(habit));
      const title = `push - ${where} > ${message} does not reach a client with another room`;
      expect(stdout).to.match(new RegExp(`\n1\\) ${title}\\s+AUDIENCE\n`));
      expect(stdout).to.include(`a \`${message}\` came to a connection that must not get it`);
      expect(stdout).to.match(/\n\d+ kept, 1 violated, /);
      expect(code).to.equal(1);
    });
});
