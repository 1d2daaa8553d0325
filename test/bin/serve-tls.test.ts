import { expect } from "chai";
import { once } from "node:events";
import { get } from "node:https";
import { text } from "node:stream/consumers";
import WebSocket from "ws";
import { folderWith } from "../config/folder.ts";
import { selfSigned } from "../server/self-signed.ts";
import { fixture, PATIENT_MS, said, start } from "./cli.ts";

describe("asyncproof serve with TLS", function () {
  this.timeout(PATIENT_MS);

  it("serves a document without vocabulary over wss://, tells its health and frames, and closes with 1001", async () => {
    const { cert, key } = selfSigned();
    const folder = folderWith({ "cert.pem": cert, "key.pem": key });
    const files = ["--tls-cert", `${folder.path}/cert.pem`, "--tls-key", `${folder.path}/key.pem`];
    const cli = start(["serve", "echo.yaml", "--port", "0", "--health", "/up", "--log", ...files], fixture);
    const [, port] = await said(cli, /^wss:\/\/127\.0\.0\.1:(\d+)\n/);
    const socket = new WebSocket(`wss://127.0.0.1:${port}/echo`, { ca: cert });
    await once(socket, "open");
    socket.send('{"type":"say","id":"1"}');
    const [data]: readonly unknown[] = await once(socket, "message");
    expect(JSON.parse(String(data))).to.deep.equal({ type: "said", id: "1" });
    const health: unknown = JSON.parse(await fetched(`https://127.0.0.1:${port}/up`, cert));
    expect(health).to.include({ status: "ok", title: "Echo", connections: 1 });
    const closed = once(socket, "close");
    cli.child.kill("SIGTERM");
    expect((await closed)[0]).to.equal(1001);
    expect(await cli.ended).to.equal(0);
    folder.remove();
    expect(cli.stderr).to.match(/say.*\n(.*\n)*.*said/);
  });
});

async function fetched(url: string, ca: string): Promise<string> {
  const [response] = await once(get(url, { ca }), "response");
  return text(response);
}
