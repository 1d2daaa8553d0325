import { expect } from "chai";
import type { Channel, HandshakeField } from "../../contract/model.ts";
import { channel, contractOf, field } from "./contract-builder.ts";
import { bench, type Ending } from "./run-scenario.ts";

const USER = { of: "handshake", index: null, pointer: "/query/user" } as const;

const ALICE: Partial<HandshakeField> = { example: "alice" };

/** Asks under which names two clients are connected whose handshake names them. */
async function names(
  about: Partial<HandshakeField>,
  as: "first" | "second",
  fills: Channel["fills"] = [],
): Promise<[Ending, string[]]> {
  const mail = channel("mail", {
    query: [field("user", about)],
    identity: { kind: "pointer", pointer: USER, place: "#/identity" },
    fills,
  });
  const found: string[] = [];
  const contract = contractOf([mail]);
  const names = { type: "string", examples: ["alice", "bob"] };
  const schemas = {
    ...contract.schemas,
    names: { place: "#/names", dialect: "draft-07", schema: names },
  } as const;
  const own = await bench({ ...contract, schemas }, {});
  try {
    const end = await own.run(async ({ connect }) => {
      const clients = [await connect("mail"), await connect("mail", { as })];
      found.push(...clients.map(({ identity }) => identity));
    });
    return [end, found];
  } finally {
    await own.close();
  }
}

describe("clients that the handshake names", () => {
  it("can't be told apart where the document gives all of them one value: not reached, and what helps", async () => {
    const [end, found] = await names(ALICE, "second");
    expect(found).to.deep.equal([]);
    expect(end.facts.pendingReason).to.match(
      /^not steerable: .* is connected as "alice" too, .*\{"handshake#\/query\/user": \$unique\}/,
    );
  });

  it("are told apart where each has its own", async () => {
    const [end, found] = await names(ALICE, "second", [
      { place: "#/fills", to: USER, source: { kind: "unique" } },
    ]);
    expect(end.error).to.equal(null);
    expect(new Set(found).size, end.facts.pendingReason).to.equal(2);
  });

  it("are one and the same where a test connects one twice", async () => {
    const [end, found] = await names(ALICE, "first");
    expect(end.error).to.equal(null);
    expect(found).to.deep.equal(["alice", "alice"]);
  });

  it("have names of their own where these are made up, each identity the same each time", async () => {
    const [, [first, second]] = await names({}, "second");
    const [, [again, other]] = await names({}, "second");
    expect(first).not.to.equal(second);
    expect([again, other]).to.deep.equal([first, second]);
  });

  it("have the other names that the document gives", async () => {
    const [, found] = await names({ schema: "names", example: "alice" }, "second");
    expect(found).to.deep.equal(["alice", "bob"]);
  });
});
