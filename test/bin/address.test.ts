import { expect } from "chai";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";
import { folderWith } from "../config/folder.ts";
import { cpSync } from "node:fs";
import { join } from "node:path";

const SECRET = "hunter2pass";
const ADDRESS = `ws://ada:${SECRET}@127.0.0.1:1`;

describe("an address", function () {
  this.timeout(PATIENT_MS);
  let folder: ReturnType<typeof folderWith>;
  before(() => {
    folder = folderWith({});
    cpSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
  });
  after(() => folder.remove());

  for (const args of [["run"], ["run", "--json"], ["check"], ["check", "--json"]])
    it(`of a service that is not there keeps its password to itself: ${args.join(" ")}`, async () => {
      const [command = "", ...flags] = args;
      const wanted = [command, "echo.yaml", "--url", ADDRESS, ...flags];
      const { code, stdout, stderr } = await asyncproof(wanted, folder.path);
      expect(code).to.equal(2);
      expect(stdout + stderr)
        .to.include("ws://ada:***@127.0.0.1:1")
        .and.not.include(SECRET);
    });

  it("with a password is no target of a proxy, which would send it to nobody", async () => {
    const { code, stdout, stderr } = await asyncproof(
      ["proxy", "echo.yaml", "--target", ADDRESS],
      folder.path,
    );
    expect([code, stdout]).to.deep.equal([2, ""]);
    expect(stderr).to.include("code  URL-INVALID").and.not.include(SECRET);
  });

  it("of a proxy that is none is told with the variable that holds it", async () => {
    const args = ["run", "echo.yaml", "--url", "ws://service.invalid"];
    for (const given of ["http://proxy:99999", "http://ada:%zz@proxy"]) {
      const env = { HTTP_PROXY: given, http_proxy: "", NO_PROXY: "", no_proxy: "" };
      const { code, stderr } = await asyncproof(args, folder.path, env);
      expect(code, stderr).to.equal(2);
      expect(stderr).to.include("  at    HTTP_PROXY\n").and.include("code  PROXY-INVALID");
    }
  });
});
