import { expect } from "chai";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { asyncproof, fixture } from "../bin/cli.ts";
import { folderWith } from "../config/folder.ts";
import { HABITS } from "./habits.ts";
import { rawServer } from "./raw-server.ts";

/** No service holds a run for longer; a busy machine takes its time, too. */
const WITHIN_MS = 100_000;

describe("a run against a hostile service that", function () {
  this.timeout(150_000);
  const folder = folderWith({ "asyncproof.config.yaml": "patience: 1s\nmaxWait: 1s\n" });
  copyFileSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
  after(() => folder.remove());

  for (const [what, rule, habit] of HABITS)
    it(`${what} ends in time with exit code 1 and says which promise was broken`, async () => {
      const service = await rawServer(habit);
      const started = performance.now();
      const args = ["run", "echo.yaml", "--url", service.url, "--no-color", "--family", "message"];
      const { code, stdout, stderr } = await asyncproof(args, folder.path);
      await service.close();
      expect(code, stdout + stderr).to.equal(1);
      expect(stdout).to.match(rule);
      expect(stdout + stderr).not.to.match(/^\s+at .*\.(?:ts|js):\d+/m);
      expect(performance.now() - started).to.be.below(WITHIN_MS);
    });
});
