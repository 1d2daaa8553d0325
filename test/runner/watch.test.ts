import { expect } from "chai";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ownTestFiles } from "../../runner/own-test-files.ts";
import { FileWatch } from "../../runner/watch/file-watch.ts";
import { sourcesOf } from "../../runner/watch/sources-of.ts";
import { untilRestarted } from "../../runner/watch/until-restarted.ts";
import { folderWith } from "../config/folder.ts";

/** A TCP server that can be stopped with all its connections. */
async function listen(
  port: number,
): Promise<{ readonly port: number; readonly server: Server; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on("error", () => {}))).listen(
    port,
    "127.0.0.1",
  );
  await once(server, "listening");
  const stop = async (): Promise<void> => {
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, server, stop }; // it listens on TCP
}

describe("watching", () => {
  it("finds what a document refers to, through files, broken ones too, and in circles", async () => {
    const folder = folderWith({
      "spec/api.yaml":
        "a: { $ref: '../parts/a.yaml#/x' }\nb:\n  $ref: \"b%20c.json\"\n: [ broken\nc: { $ref: https://x/y }",
      "parts/a.yaml": "$ref: ../spec/api.yaml\nmore: { $ref: missing.yaml }",
      "spec/b c.json": '{ "$ref": "#/here" }',
    });
    try {
      const known = { cwd: folder.path, spec: "spec/api.yaml", configFile: "own.yaml" };
      const { files } = await sourcesOf(known, null);
      const wanted = ["spec/api.yaml", "parts/a.yaml", "parts/missing.yaml", "spec/b c.json", "own.yaml"];
      expect([...files].sort()).to.deep.equal(wanted.map((path) => join(folder.path, path)).sort());
    } finally {
      folder.remove();
    }
  });

  it("hears of files that are written, come later, or lie in a folder, and of no others", async () => {
    const folder = folderWith({ "a.yaml": "1", "other.yaml": "1", "t/x.hbs": "1" });
    const at = (path: string): string => join(folder.path, path);
    try {
      await using watch = new FileWatch();
      await watch.cover({ files: [at("a.yaml"), at("later.yaml")], folders: [at("t")] });
      const signal = AbortSignal.timeout(10_000);
      for (const path of ["a.yaml", "later.yaml", "t/x.hbs", "t/new.hbs"]) {
        writeFileSync(at("other.yaml"), path);
        writeFileSync(at(path), "2");
        expect(await watch.changes(signal)).to.deep.equal([at(path)]);
      }
    } finally {
      folder.remove();
    }
  });

  it("tells that a service was restarted, and not that it closed a silent connection", async () => {
    const first = await listen(0);
    const stop = new AbortController();
    const told = untilRestarted({ host: "127.0.0.1", port: first.port }, stop.signal);
    const [socket]: Socket[] = await once(first.server, "connection");
    const again = once(first.server, "connection");
    socket?.destroy();
    await again;
    await pause(150);
    await first.stop();
    // As long as a process takes to start.
    await pause(400);
    const second = await listen(first.port);
    expect(await told).to.equal(true);
    await second.stop();
    const ended = untilRestarted({ host: "127.0.0.1", port: first.port }, stop.signal);
    stop.abort();
    expect(await ended).to.equal(false);
  });

  it("runs test files of the user's own with ours, but not those of a whole project", async () => {
    const folder = folderWith({ "out/a/ours.test.ts": "", "out/a/own.test.ts": "", "out/helper.ts": "" });
    try {
      mkdirSync(join(folder.path, "out/.cache"));
      writeFileSync(join(folder.path, "out/.cache/x.test.ts"), "");
      const given = { planned: ["a/ours.test.ts"], cwd: folder.path };
      expect(await ownTestFiles(join(folder.path, "out"), given)).to.deep.equal(["a/own.test.ts"]);
      expect(await ownTestFiles(folder.path, given)).to.deep.equal([]);
    } finally {
      folder.remove();
    }
  });
});
