import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Contract, ToolError } from "../../contract/index.ts";
import { type HostChoice, readRecording } from "../../traffic/index.ts";
import { asyncproof, PATIENT_MS, root } from "../bin/cli.ts";
import { folderWith } from "../config/folder.ts";
import { AGENT, contractOf } from "./documents.ts";

/** The archive of a page that opened these, and heard what no document declares. */
function archive(urls: readonly string[]): string {
  const entries = urls.map((url) => ({
    startedDateTime: "2026-11-22T10:00:00.000Z",
    request: { url, headers: [] },
    response: { status: 101, headers: [] },
    _webSocketMessages: [{ type: "receive", time: 1e9, opcode: 1, data: '{"type":"nobody knows"}' }],
  }));
  return JSON.stringify({ log: { entries } });
}

const OWN = "ws://127.0.0.1:8765/agent";
const STAGING = "wss://staging.test/agent";
const FOREIGN = "wss://live.shop.test/agent";
const OTHER = "wss://live.shop.test/metrics";

describe("the WebSockets of a page's archive", () => {
  let folder: ReturnType<typeof folderWith>;
  let agent: Contract;
  before(async () => {
    folder = folderWith({});
    agent = await contractOf(AGENT);
  });
  after(() => folder.remove());

  async function heard(
    urls: readonly string[],
    choice: Partial<HostChoice>,
  ): Promise<{ readonly connections: string[]; readonly said: string }> {
    const path = join(folder.path, "page.har");
    writeFileSync(path, archive(urls));
    const connections: string[] = [];
    const said: string[] = [];
    await readRecording(
      path,
      {
        began: () => undefined,
        event: ({ kind, connection }) => void (kind === "handshake" && connections.push(connection)),
        cutShort: () => undefined,
      },
      {
        contract: agent,
        urls: [],
        hosts: [],
        learns: false,
        leftOut: (text) => said.push(text),
        ...choice,
      },
    );
    return { connections, said: said.join("\n") };
  }

  for (const [name, urls, choice, connections, said] of [
    ["all of one server of the document", [OWN, `${OWN}/none`], {}, ["1", "2"], ""],
    ["not those of a foreign host with a path of ours", [FOREIGN, OWN], {}, ["2"], "live.shop.test (1)"],
    ["those of a service that runs elsewhere", [OTHER, STAGING, OTHER], {}, ["2"], "live.shop.test (2)"],
    ["those of a service that runs elsewhere, alone", [STAGING], {}, ["1"], ""],
    ["those of the config's URL", [FOREIGN, STAGING], { urls: ["wss://staging.test"] }, ["2"], "live.shop"],
    ["those of --host, with or without a port", [OWN, STAGING], { hosts: ["127.0.0.1"] }, ["1"], "staging"],
    [
      "those of several --host",
      [OWN, STAGING],
      { hosts: ["127.0.0.1:8765", "STAGING.test"] },
      ["1", "2"],
      "",
    ],
    ["nothing of a host that is not ours at all", [OTHER], {}, [], "live.shop.test (1)"],
    ["what is to be learned of, though nothing is declared", [OTHER], { learns: true }, ["1"], ""],
    ["what is to be learned of, without a document", [OTHER], { contract: null, learns: true }, ["1"], ""],
  ] as const)
    it(`are heard: ${name}`, async () => {
      const { connections: got, said: text } = await heard(urls, choice);
      expect(got).to.deep.equal(connections);
      expect(text).to.include(said);
      expect(text === "").to.equal(said === "");
    });

  for (const [name, urls, choice] of [
    ["several hosts have paths of the document, and none is its server", [STAGING, FOREIGN], {}],
    ["nobody knows any path", [STAGING, FOREIGN], { contract: null, learns: true }],
  ] as const)
    it(`are an error where ${name}`, async () => {
      const error: unknown = await heard(urls, choice).catch((caught: unknown) => caught);
      if (!(error instanceof ToolError)) throw new Error("it was read");
      expect(error.code).to.equal("RECORDING-HOST");
      expect(error.message).to.include("staging.test, live.shop.test");
    });

  it("of others make no document broken, and are told by the command", async function () {
    this.timeout(PATIENT_MS);
    const path = join(folder.path, "page.har");
    writeFileSync(path, archive([OWN.replace("/agent", "/none"), FOREIGN]));
    const judged = await asyncproof(["validate", AGENT, path, "--host", "live.shop.test", "--json"], root);
    expect(judged.code, judged.stderr).to.equal(1);
    expect(judged.stderr).to.include("left out: 127.0.0.1:8765 (1)");
    const own = await asyncproof(["validate", AGENT, path, "--json"], root);
    expect(own.stderr).to.include("left out: live.shop.test (1); --host HOST");
    expect(own.stdout).not.to.include("nobody knows");
  });
});
