import { expect } from "chai";
import { once } from "node:events";
import WebSocket from "ws";
import { startStub } from "../../server/index.ts";
import { CONFIG } from "./config.ts";
import { selfSigned } from "./self-signed.ts";
import { WORKSHOP } from "./workshop.ts";

describe("a stub with TLS", () => {
  it("talks wss:// to those who trust its certificate, and closes as without", async () => {
    const tls = selfSigned();
    await using stub = await stubWith(tls);
    expect(stub.url).to.match(/^wss:\/\/127/);
    const socket = new WebSocket(`${stub.url}/room`, { ca: tls.cert });
    const [hello]: readonly unknown[] = await once(socket, "message");
    expect(String(hello)).to.include("hello");
    const closed = once(socket, "close");
    await stub.close();
    expect((await closed)[0]).to.equal(1001);
  });

  it("is not talked to without TLS, nor with another certificate", async () => {
    await using stub = await stubWith(selfSigned());
    const plain = new WebSocket(`${stub.url.replace("wss:", "ws:")}/room`);
    expect(await once(plain, "error")).to.have.length(1);
    const strange = new WebSocket(`${stub.url}/room`, { ca: selfSigned().cert });
    expect(String(await once(strange, "error"))).to.match(/certificate|signature/i);
  });

  it("refuses a key that is none", async () => {
    const failed = await stubWith({ cert: "x", key: "y" }).catch((error: unknown) => error);
    expect(failed).to.have.property("code", "TLS");
  });
});

async function stubWith(tls: {
  readonly cert: string;
  readonly key: string;
}): Promise<AsyncDisposable & { readonly url: string; close(): Promise<void> }> {
  const stub = await startStub({ contract: WORKSHOP, config: CONFIG, tls });
  return { ...stub, [Symbol.asyncDispose]: stub.close };
}
