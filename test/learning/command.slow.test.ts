import { expect } from "chai";
import { once } from "node:events";
import { join } from "node:path";
import { WebSocket } from "ws";
import { asyncproof, root, said, start } from "../bin/cli.ts";
import { folderWith } from "../config/folder.ts";
import { startAgent } from "../traffic/agent.ts";
import { recordingOf, talks } from "./chat.ts";

describe("asyncproof learn", function () {
  this.timeout(120_000);
  it("writes YAML or JSON on standard output and all else on standard error, and exits with 0", async () => {
    const folder = folderWith({ "one.ndjson": recordingOf(talks(5)) });
    const plain = await asyncproof(["learn", "one.ndjson"], folder.path);
    expect(plain.code, plain.stderr).to.equal(0);
    expect(plain.stdout).to.match(/^# A proposal/);
    expect(plain.stderr).to.include("5 of 5 connections keep it");
    const json = await asyncproof(["learn", "one.ndjson", "--json"], folder.path);
    expect(JSON.parse(json.stdout)).to.include({ exitCode: 0, kind: "document", connections: 5 });
    const missing = await asyncproof(["learn", "two.ndjson"], folder.path);
    folder.remove();
    expect(missing.code).to.equal(2);
    expect(missing.stderr).to.include("RECORDING-MISSING");
  });
});

describe("asyncproof proxy --ui", function () {
  this.timeout(120_000);
  it("serves the page while it runs, and is gone with it", async () => {
    const agent = await startAgent("service.py");
    const spec = join("examples/python-agent/asyncapi.yaml");
    const target = `ws://127.0.0.1:${agent.port}`;
    const cli = start(["proxy", spec, "--target", target, "--port", "0", "--ui"], root);
    let url = "";
    try {
      [, url = ""] = await said(cli, /live page: (http:\/\/127\.0\.0\.1:\d+\/)/);
      const [, port] = await said(cli, /ws:\/\/127\.0\.0\.1:(\d+) ->/);
      const socket = new WebSocket(`ws://127.0.0.1:${port}/agent`);
      await once(socket, "open");
      socket.send('{"agent_id":"echo","prompt":"hi"}');
      await once(socket, "message");
      const events = await fetch(`${url}events`);
      const reader = events.body?.getReader();
      let text = "";
      while (reader !== undefined && !text.includes('"message":"token"'))
        text += Buffer.from((await reader.read()).value ?? []).toString();
      await reader?.cancel();
      expect(text).to.include('"message":"prompt"').and.to.include('"text":"handshake /agent"');
      socket.close();
      await once(socket, "close");
    } finally {
      cli.child.kill("SIGINT");
      await cli.ended;
      await agent.stop();
    }
    expect(await cli.ended, cli.stderr).to.equal(0);
    expect(await fetch(url).catch(() => "gone")).to.equal("gone");
  });
});
