import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { SignJWT } from "jose";
import { type TokenCheck, verifyToken } from "../../server/handshake/verify-token.ts";

const key = { alg: "HS256", key: new TextEncoder().encode("only-this-test-knows-it") };
const foreign = { alg: "HS256", key: new TextEncoder().encode("somebody-else-knows-it") };

function tokenUntil(exp: number): Promise<string> {
  return new SignJWT({ sub: "alice", exp }).setProtectedHeader({ alg: "HS256" }).sign(key.key);
}

function nowInS(): number {
  return Math.floor(Date.now() / 1000);
}

describe("a token that came before", () => {
  it("is found good again", async () => {
    const token = await tokenUntil(nowInS() + 3600);
    const first = await verifyToken(token, key);
    expect(first).to.deep.include({ kind: "good", subject: "alice" });
    expect(await verifyToken(token, key)).to.equal(first);
  });

  it("is good for nobody else's key", async () => {
    const token = await tokenUntil(nowInS() + 3600);
    expect((await verifyToken(token, key)).kind).to.equal("good");
    expect(await verifyToken(token, foreign)).to.include({ kind: "bad", flaw: "signature" });
  });

  it("is bad once it has expired", async () => {
    let token = "";
    let check: TokenCheck | null = null;
    let exp = 0;
    // A machine that is busy may take longer than the token lives.
    for (let lifetime = 2; check?.kind !== "good"; lifetime *= 2) {
      exp = nowInS() + lifetime;
      token = await tokenUntil(exp);
      check = await verifyToken(token, key);
    }
    while (nowInS() < exp) await pause(100);
    expect(await verifyToken(token, key)).to.include({ kind: "bad", flaw: "expired" });
  });
});
