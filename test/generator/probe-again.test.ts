import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import { planTests } from "../../generator/index.ts";
import { folderWith } from "../config/folder.ts";
import { buildContract, declared, replying } from "../server/build-contract.ts";
import { kindsOf, stepsOf } from "./planned.ts";

/** A game without any request that only shows that somebody is there. */
const game = (replies: string): string => `
asyncapi: 3.1.0
info: { title: game, version: 1.0.0 }
x-contract: { version: 1 }
channels:
  game:
    address: /
    messages:
      move: { payload: { type: object, required: [do, cell], properties: { do: { const: move }, cell: { type: integer } } }, examples: [{ payload: { do: move, cell: 4 } }] }
      board: { payload: { type: object, required: [do], properties: { do: { const: board } } } }
      answer: { payload: { type: object, required: [do], properties: { do: { const: answer } } } }
      taken: { payload: { type: object, required: [do], properties: { do: { const: taken } } }, x-contract: { error: true } }
operations:
  move: { action: receive, channel: { $ref: '#/channels/game' }, messages: [{ $ref: '#/channels/game/messages/move' }], reply: { messages: [${replies}] }, x-contract: { sequence: board answer } }
`;

const REPLIES = ["board", "answer"].map((name) => `{ $ref: '#/channels/game/messages/${name}' }`).join(", ");
const TEST = "concurrency - game > move > goes on for another client when one closes midway";

async function lastClaim(replies: string): Promise<string> {
  const folder = folderWith({ "game.yaml": game(replies) });
  try {
    const { contract } = await loadContract("game.yaml", { cwd: folder.path, cache: null });
    const steps = stepsOf(planTests(contract, { values: {}, seed: 1, maxWaitMs: 5000 }), TEST);
    const last = steps.at(-1);
    return last?.kind === "converse" ? last.claim : (last?.kind ?? "");
  } finally {
    folder.remove();
  }
}

describe("a request that shows that a connection works, and was sent there before", () => {
  it("need not succeed a second time where an error may answer it: the first may have used it up", async () => {
    const taken = "{ $ref: '#/channels/game/messages/taken' }";
    expect(await lastClaim(`${REPLIES}, ${taken}`)).to.equal("succeedIfTaken");
  });

  it("has to succeed where nothing else may come", async () => {
    expect(await lastClaim(REPLIES)).to.equal("succeed");
  });
});

describe("a subscription that runs on a connection", () => {
  const id = { properties: { id: { type: "string" } }, correlation: ["/id"] } as const;
  const bus = buildContract([
    {
      name: "bus",
      messages: { sub: { ...id, examples: [{ type: "sub", id: "news" }] }, subbed: id, item: id, err: {} },
      client: { sub: { requests: ["sub"], sequence: "subbed item*" } },
      rejects: { duplicate: declared(replying("err")) },
    },
  ]);

  it("is not asked for again to show that the connection works: its id is taken", () => {
    const plan = planTests(bus, { values: {}, seed: 1, maxWaitMs: 5000 });
    const steps = stepsOf(
      plan,
      "refusal - bus > duplicate > refuses a second sub with the id of one that runs",
    );
    const after = steps.slice(steps.findIndex(({ kind }) => kind === "refused"));
    expect(after.flatMap((step) => ("client" in step ? [`${step.kind} ${step.client}`] : []))).to.deep.equal([
      "send neighbour",
    ]);
    expect(kindsOf(after)[0]).to.equal("refused");
  });
});
