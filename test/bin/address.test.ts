import { expect } from "chai";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";
import { folderWith } from "../config/folder.ts";
import { cpSync } from "node:fs";
import { listener } from "../runner/listener.ts";
import { textsIn } from "./own-project.ts";
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

  it("keeps the values of its query to itself, in whatever a run prints or writes", async () => {
    const silent = await listener();
    const url = `ws://127.0.0.1:${silent.port}/?token=${SECRET}&room=${SECRET}-2&who=${SECRET}-3#${SECRET}-4`;
    const kinds = ["html", "junit", "ctrf", "sarif", "github", "markdown", "ndjson"];
    const reports = kinds.flatMap((kind) => ["--report", `${kind}=report.${kind}`]);
    try {
      const env = { ASYNCPROOF_PATIENCE: "500ms" };
      const args = ["run", "echo.yaml", "--url", url, "--family", "message"];
      for (const more of [reports, ["--json"], ["--list"], ["--show-config"], ["--verbose"]]) {
        const { stdout, stderr } = await asyncproof([...args, ...more], folder.path, env);
        expect(stdout + stderr).to.not.include(SECRET);
        if (more === reports) expect(stderr).to.include("no handshake has the query of ws://127.0.0.1:");
      }
      const texts = textsIn(folder.path);
      expect(texts.map(([path]) => path).join()).to.include("report.ndjson");
      for (const [path, text] of texts) expect(text, path).to.not.include(SECRET);
    } finally {
      await silent.close();
    }
  });

  it("with a password is no target of a proxy, which would send it to nobody", async () => {
    const { code, stdout, stderr } = await asyncproof(
      ["proxy", "echo.yaml", "--target", ADDRESS],
      folder.path,
    );
    expect([code, stdout]).to.deep.equal([2, ""]);
    expect(stderr).to.include("code  URL-INVALID").and.not.include(SECRET);
  });

  it("that is no target of a proxy is told without its query", async () => {
    const target = `ws://127.0.0.1:1/?token=${SECRET}`;
    const { code, stderr } = await asyncproof(["proxy", "echo.yaml", "--target", target], folder.path);
    expect(code).to.equal(2);
    expect(stderr).to.include("token=***").and.not.include(SECRET);
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
