import { once } from "node:events";
import { expect } from "chai";
import { WebSocket } from "ws";
import { loadConfig } from "../../config/index.ts";
import type { ConfigFile } from "../../config/model.ts";
import type { Message } from "../../contract/model.ts";
import { ToolError } from "../../contract/tool-error.ts";
import { EMPTY_TALLY, type Tally } from "../../report/index.ts";
import { exitCodeOf } from "../../runner/exit-code.ts";
import { pendingOf } from "../../runner/pending.ts";
import { openService } from "../../runner/service-under-test.ts";
import { folderWith } from "../config/folder.ts";
import { channel, clientOperation, contractOf, message } from "../harness/contract-builder.ts";

describe("exitCodeOf", () => {
  const given: readonly (readonly [tally: Partial<Tally>, error: string, code: number])[] = [
    [{ kept: 1 }, "", 0],
    [{ kept: 1, unspecified: 5, notReached: 5 }, "", 0],
    [{ kept: 1, violated: 1 }, "", 1],
    [{ kept: 1, violated: 1, error: 1 }, "NOT-JUDGED", 1],
    [{ kept: 1, violated: 1 }, "INTERRUPTED", 1],
    [{}, "", 2],
    [{ unspecified: 5 }, "", 2],
    [{ kept: 9, error: 1 }, "", 2],
    [{ kept: 9 }, "TESTS-CRASHED", 2],
    [{ violated: 1 }, "SERVICE-UNREACHABLE", 2],
    [{ kept: 1, violated: 1 }, "TESTS-REPLACED", 2],
  ];
  for (const [tally, code, exit] of given)
    it(`is ${exit} for ${JSON.stringify(tally)} ${code}`, () =>
      expect(exitCodeOf({ ...EMPTY_TALLY, ...tally }, code === "" ? null : new ToolError(code, ""))).to.equal(
        exit,
      ));
});

describe("pendingOf", () => {
  it("tells what the document leaves open from what the run could not reach", () => {
    expect(pendingOf("unspecified: add `rejects`")).to.deep.equal({
      pending: "unspecified",
      text: "add `rejects`",
    });
    expect(pendingOf("needs trigger: x")).to.deep.equal({ pending: "notReached", text: "needs trigger: x" });
    expect(pendingOf("").text).to.equal("skipped by the test itself");
  });
});

describe("openService", () => {
  const contract = contractOf([]);

  async function codeOf(flags: ConfigFile): Promise<string> {
    const folder = folderWith({});
    const config = await loadConfig({ cwd: folder.path, flags, env: {} });
    const { signal } = new AbortController();
    const options = { contract, config, cwd: folder.path, env: process.env, signal, talk: () => {} };
    const failed = await openService(options).catch((error: unknown) => error);
    folder.remove();
    return failed instanceof ToolError ? failed.code : "";
  }

  it("refuses to start a service without saying where it listens", async () =>
    expect(await codeOf({ start: "node service.js" })).to.equal("PORT-MISSING"));

  it("does not take the stub where a port says that a service runs", async () =>
    expect(await codeOf({ port: 8080 })).to.equal("PORT-ALONE"));

  it("says at once when nothing listens at a URL", async () =>
    expect(await codeOf({ url: "ws://127.0.0.1:1" })).to.equal("SERVICE-UNREACHABLE"));

  it("tells once what our own stub can't do: its close would look like a breach of its own", async () => {
    const hello = message("hello", {});
    const sealed: Message = { ...message("sealed", {}), content: { kind: "unchecked", why: "avro" } };
    const room = channel("room", {
      messages: [hello, sealed],
      operations: [clientOperation("hello", "sealed")],
    });
    const folder = folderWith({});
    const config = await loadConfig({ cwd: folder.path, flags: {}, env: {} });
    const said: string[] = [];
    const { signal } = new AbortController();
    const service = await openService({
      ...{ contract: contractOf([room]), config, cwd: folder.path, env: {}, signal },
      talk: (text) => said.push(text),
    });
    for (let turn = 0; turn < 2; turn += 1) {
      const socket = new WebSocket(`${service.url}/room`);
      await once(socket, "open");
      socket.send(JSON.stringify({ type: "hello" }));
      await once(socket, "close");
    }
    await service.close();
    folder.remove();
    const [tested, ...told] = said;
    expect(tested).to.include("the stub of the document is tested");
    expect(told).to.have.length(1);
    expect(told[0]).to.match(/^the stub: .*can't make the message sealed: avro \(.*an example would do/);
  });
});
