import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Contract, loadContract } from "../../contract/index.ts";
import { loadHandlers } from "../../runner/load-handlers.ts";
import { folderWith } from "../config/folder.ts";
import { handshakeStatus, type TestClient } from "./client.ts";
import { type Ground, withStub } from "./with-stub.ts";

const text = readFileSync(join(import.meta.dirname, "../../docs/stub.md"), "utf8");

/** The snippet whose first line names the file. */
function snippet(file: string): string {
  const found = [...text.matchAll(/^```\w+\n([\s\S]*?)^```/gm)].find(([, code]) =>
    code?.split("\n")[0]?.endsWith(` ${file}`),
  );
  if (found?.[1] === undefined) throw new Error(`docs/stub.md has no ${file}`);
  return found[1];
}

describe("docs/stub.md", () => {
  const folder = folderWith({ "rooms.yaml": snippet("rooms.yaml"), "handlers.ts": snippet("handlers.ts") });
  let contract: Contract;
  before(async () => {
    ({ contract } = await loadContract("rooms.yaml", { cwd: folder.path }));
  });
  after(() => folder.remove());

  /** A stub of the document as `serve` starts it. */
  function served(body: (ground: Ground) => Promise<void>): () => Promise<void> {
    return () => withStub({ contract, unsolicited: true }, body)();
  }

  it(
    "is right: what comes by itself comes once, a declared reply comes as a sample",
    served(async ({ connect }) => {
      const client = await connect("/rooms/1");
      expect(await client.next()).to.deep.equal({ type: "news", text: "hello" });
      client.send({ type: "join", name: "ada" });
      expect(await client.next()).to.include({ type: "joined" });
      expect(await client.settled()).to.deep.equal([]);
    }),
  );

  it(
    "is right: without a declared reply nothing comes, and the connection goes on",
    served(async ({ connect }) => {
      const client = await connect("/rooms/1");
      await client.next();
      client.send({ type: "leave" });
      expect(await client.settled()).to.deep.equal([]);
      client.send({ type: "join", name: "ada" });
      expect(await client.next()).to.include({ type: "joined" });
    }),
  );

  it(
    "is right: without an error message bad input gets the close that its table says",
    served(async ({ connect }) => {
      const bad: readonly (readonly [(client: TestClient) => void, number])[] = [
        [(client) => client.sendText("no JSON"), 1007],
        [(client) => client.sendBytes(new Uint8Array(3)), 1003],
        [(client) => client.send({ type: "join", name: 5 }), 1008],
        [(client) => client.send({ type: "joined", members: 1 }), 1008],
      ];
      for (const [send, code] of bad) {
        const client = await connect("/rooms/1");
        send(client);
        expect(await client.closed()).to.equal(code);
      }
    }),
  );

  it(
    "is right: an unknown path gets 404, and the client's first subprotocol is taken",
    served(async ({ stub, connect }) => {
      expect(await handshakeStatus(`${stub.url}/nowhere`)).to.equal(404);
      const client = await connect("/rooms/1", { protocols: ["a", "b"] });
      expect(client.socket.protocol).to.equal("a");
    }),
  );

  it("has handlers that replace and wrap", async () => {
    const handlers = await loadHandlers("handlers.ts", folder.path, contract);
    await withStub({ contract, handlers }, async ({ connect }) => {
      const client = await connect("/rooms/1");
      client.send({ type: "join", name: "nobody" });
      client.send({ type: "join", name: "ada" });
      expect(await client.next()).to.deep.equal({ type: "joined", members: 3 });
      client.send({ type: "join", name: "default" });
      expect(await client.next()).to.include({ type: "joined" });
      expect(await client.settled()).to.deep.equal([]);
    })();
  });
});
