import { expect } from "chai";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS, said, start } from "./cli.ts";

const folder = folderWith({
  "asyncproof.config.yaml": `credentials:
  key: { value: sesame }
  token: { jwt: { alg: HS256, secret: "0123456789abcdef0123456789abcdef" } }
`,
  "bus.yaml": `asyncapi: 2.6.0
info: { title: Bus, version: 1.0.0 }
servers: { bus: { url: "localhost:9092", protocol: kafka } }
channels: { orders: { publish: { message: { payload: { type: object } } } } }
`,
});
copyFileSync(join(fixture, "rooms.yaml"), join(folder.path, "rooms.yaml"));
after(() => folder.remove());

describe("a document of AsyncAPI 2.6", function () {
  this.timeout(PATIENT_MS);

  it("is generated and kept by its own stub, with its subprotocol, security and streams", async () => {
    const { code, stdout } = await asyncproof(
      ["run", "rooms.yaml", "--family", "stream", "--family", "security", "--family", "connection"],
      folder.path,
    );
    expect(stdout).to.include("✔ takes the subprotocol rooms.v1");
    expect(stdout).to.include("✔ streams token+ done in order and ends with its terminal, nothing after");
    expect(stdout).to.match(/\n\d+ kept, 0 violated, /);
    expect(code).to.equal(0);
  });

  it("turns red where a reply comes after the end: pairs make replies of what is subscribed to", async () => {
    const stub = start(["serve", "rooms.yaml", "--port", "0", "--fault", "message-after-end"], folder.path);
    try {
      const [, url = ""] = await said(stub, /^(ws:\/\/\S+)\n/);
      const { code, stdout } = await asyncproof(
        ["run", "rooms.yaml", "--family", "stream", "--url", url, "--grep", "nothing after"],
        folder.path,
      );
      expect(stdout).to.include("AFTER-END");
      expect(code).to.equal(1);
    } finally {
      stub.child.kill("SIGTERM");
      await stub.ended;
    }
  });

  it("of Kafka is refused in one sentence, and taken for a WebSocket where the user says so", async () => {
    const refused = await asyncproof(["generate", "bus.yaml", "--out", "bus"], folder.path);
    expect(refused.code).to.equal(2);
    expect(refused.stderr).to.match(/^error: no channel of bus\.yaml is a WebSocket: it speaks kafka\n/);
    const taken = await asyncproof(
      ["generate", "bus.yaml", "--out", "bus", "--server", "bus", "--subprotocol", "b.v1"],
      folder.path,
    );
    expect(taken.code).to.equal(0);
    expect(taken.stderr).to.include("the kafka server bus is taken for a WebSocket");
    const strict = await asyncproof(
      ["generate", "bus.yaml", "--server", "bus", "--strict", "--check"],
      folder.path,
    );
    expect(strict.code, strict.stderr).to.equal(1);
  });
});
