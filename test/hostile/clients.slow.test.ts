import { expect } from "chai";
import { once } from "node:events";
import { startStub, type Stub } from "../../server/index.ts";
import { Enforcer } from "../../traffic/index.ts";
import { buildContract } from "../server/build-contract.ts";
import { connect } from "../server/client.ts";
import { CONFIG } from "../server/config.ts";
import { hearingOf } from "../traffic/documents.ts";
import { type Heard, proxied } from "../traffic/proxied.ts";
import { ATTACKS, PING } from "./attacks.ts";

const CONTRACT = buildContract([
  {
    name: "chat",
    path: "/",
    messages: { ping: {}, pong: {} },
    client: { ping: { requests: ["ping"], sequence: "pong", replies: ["pong"] } },
  },
]);
const MOST_BYTES = 700 * 1024 * 1024;

async function servesNext(port: number): Promise<void> {
  const client = await connect(`ws://127.0.0.1:${port}/`);
  client.socket.send(PING);
  const [data] = await once(client.socket, "message");
  expect(String(data)).to.include("pong");
  client.socket.terminate();
}

for (const kind of ["stub", "relaying proxy", "enforcing proxy"] as const)
  describe(`the ${kind} outlives`, function () {
    this.timeout(60_000);
    const log: string[] = [];
    let stub: Stub;
    let heard: Heard | null = null;

    before(async () => {
      stub = await startStub({ config: CONFIG, contract: CONTRACT, log: (line) => log.push(line) });
      if (kind === "stub") return;
      const { hearing } = hearingOf(CONTRACT);
      const enforcer = kind === "enforcing proxy" ? new Enforcer(CONTRACT, hearing) : null;
      heard = await proxied(stub.port, { log: (line) => log.push(line), enforcer }, (event) =>
        hearing.take(event),
      );
    });
    after(async () => {
      await heard?.proxy.close();
      await stub.close();
    });

    for (const [what, attack] of ATTACKS)
      it(`${what}, and serves the next client in bounded memory`, async () => {
        const port = heard?.proxy.port ?? stub.port;
        await attack(port);
        await servesNext(port);
        expect(process.memoryUsage().rss).to.be.below(MOST_BYTES);
        // What the test itself remembers is no finding.
        heard?.events.splice(0);
      });

    it("and says in its log what it dropped, once of each kind", () => {
      const dropped = log.filter((line) => line.startsWith("a request that is none was dropped"));
      expect(new Set(dropped).size).to.equal(dropped.length);
      expect(dropped.join()).to.include("HPE_").and.to.include("ERR_HTTP_REQUEST_TIMEOUT");
    });
  });
