import { expect } from "chai";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { WebSocket } from "ws";
import { connectFailure } from "../../runner/tcp.ts";
import { folderWith } from "../config/folder.ts";
import { asyncproof, PATIENT_MS, fixture, said, start } from "./cli.ts";

describe("asyncproof serve", function () {
  this.timeout(PATIENT_MS);

  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`says where it listens, and closes at ${signal} with exit code 0`, async () => {
      const cli = start(["serve", "echo.yaml", "--port", "0"], fixture);
      const [, port] = await said(cli, /^ws:\/\/127\.0\.0\.1:(\d+)\n/);
      await said(cli, new RegExp(`ws://127\\.0\\.0\\.1:${port}/echo`));
      expect(await connectFailure({ host: "127.0.0.1", port: Number(port) })).to.equal("");
      cli.child.kill(signal);
      expect(await cli.ended).to.equal(0);
      expect(cli.stdout).to.equal(`ws://127.0.0.1:${port}\n`);
      expect(await connectFailure({ host: "127.0.0.1", port: Number(port) })).to.equal("ECONNREFUSED");
    });

  it("says where it listens as one JSON document, where that is asked for", async () => {
    const cli = start(["serve", "echo.yaml", "--port", "0", "--json"], fixture);
    await said(cli, /\n\}\n/);
    cli.child.kill("SIGINT");
    expect(await cli.ended).to.equal(0);
    const { url, channels } = JSON.parse(cli.stdout);
    expect(url).to.match(/^ws:\/\/127\.0\.0\.1:\d+$/);
    expect(Object.values(channels)).to.deep.equal([`${url}/echo`]);
    const both = await asyncproof(["serve", "echo.yaml", "--json", "--log-format", "ndjson"]);
    expect([both.code, both.stdout]).to.deep.equal([2, ""]);
  });

  it("goes on in a log file behind what is there already, on a line of its own", async () => {
    const folder = folderWith({ "mine.log": "mine\ncut sho" });
    const log = `${folder.path}/mine.log`;
    for (let times = 0; times < 2; times += 1) {
      const cli = start(["serve", "echo.yaml", "--port", "0", "--log-file", log], fixture);
      const [url] = await said(cli, /^ws:\/\/\S+/);
      await once(new WebSocket(`${url}/nowhere`), "error");
      cli.child.kill("SIGTERM");
      expect(await cli.ended).to.equal(0);
    }
    expect(readFileSync(log, "utf8")).to.match(/^mine\ncut sho\n(\S+ refused \/nowhere.*\n){2}$/);
    folder.remove();
  });

  it("lists what it can do wrong, for people and for scripts", async () => {
    const { code, stdout } = await asyncproof(["serve", "--list-faults"]);
    expect(code).to.equal(0);
    expect(stdout.split("\n").length).to.be.greaterThan(20);
    const { faults } = JSON.parse((await asyncproof(["serve", "--list-faults", "--json"])).stdout);
    for (const { name, rule, summary } of faults) expect(stdout).to.include(name).and.include(rule, summary);
  });

  it("refuses a fault that it does not know", async () => {
    const { code, stderr } = await asyncproof([
      "serve",
      "echo.yaml",
      "--port",
      "0",
      "--fault",
      "no-such-fault",
    ]);
    expect(code).to.equal(2);
    expect(stderr).to.include("no-such-fault");
  });

  it("answers as handlers of the user's say, and refuses a module that has none", async () => {
    const folder = folderWith({
      "good.ts": "const mine: object = { talk: ({ reply }: any) => reply('said') };\nexport default mine;",
      "bad.mjs": "export default { talk: 1 };",
      "unread.mjs": "export default {\n  }};",
    });
    const cli = start(["serve", "echo.yaml", "--port", "0", "--handlers", `${folder.path}/good.ts`], fixture);
    await said(cli, /^ws:/);
    cli.child.kill("SIGINT");
    expect(await cli.ended).to.equal(0);
    const refused = (name: string): ReturnType<typeof asyncproof> =>
      asyncproof(["serve", "echo.yaml", "--port", "0", "--handlers", `${folder.path}/${name}`]);
    const bad = await refused("bad.mjs");
    const unread = await refused("unread.mjs");
    folder.remove();
    expect([bad.code, unread.code]).to.deep.equal([2, 2]);
    expect(bad.stderr).to.include("HANDLERS");
    expect(unread.stderr).to.match(/ "}"\n +at +\S*unread.mjs:2:4\n/);
  });
});
