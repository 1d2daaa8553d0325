import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { changesText, planTests } from "../../generator/index.ts";
import { readTemplates } from "../../generator/rendering/template-set.ts";
import type { Manifest } from "../../generator/writing/manifest.ts";
import { outputFiles } from "../../generator/writing/output-files.ts";
import { testChanges } from "../../generator/writing/test-changes.ts";
import { read as load } from "../contract/document-fixture.ts";

const read = async (text: string): Promise<Contract> => (await load(text)).contract;

const DOCUMENT = `asyncapi: 3.0.0
info: { title: Rooms, version: 1.0.0 }
servers: { ws: { host: localhost, protocol: ws } }
channels:
  room:
    address: /room
    messages:
      ask: { $ref: '#/components/messages/ask' }
      told: { payload: { type: object, required: [type], properties: { type: { const: told } } } }
operations:
  ask:
    action: receive
    channel: { $ref: '#/channels/room' }
    messages: [{ $ref: '#/channels/room/messages/ask' }]
    reply: { channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/told' }] }
components:
  messages:
    ask:
      payload:
        type: object
        required: [type, state]
        properties:
          type: { const: ask }
          state: { $ref: '#/components/schemas/State' }
          name: { type: string, minLength: 2, maxLength: 9 }
      examples: [{ name: first, payload: { type: ask, state: open } }]
  schemas:
    State: { type: string, enum: [open, shut] }
`;

/** The contract of the document with one place of its text replaced, as often as it stands there. */
async function contractOf(from: string, to: string): Promise<Contract> {
  expect(DOCUMENT).to.include(from);
  return read(DOCUMENT.replaceAll(from, to));
}

async function words(from: string, to: string): Promise<string> {
  const [previous, contract] = await Promise.all([read(DOCUMENT), contractOf(from, to)]);
  const files = (one: Contract): ReturnType<typeof outputFiles> =>
    outputFiles({
      contract: one,
      plan: planTests(one, { values: {}, seed: 1, maxWaitMs: 5000 }),
      templates: readTemplates(),
      folder: "out",
    });
  const manifest: Manifest = Object.fromEntries(
    files(previous).map(({ path, tests }) => [path, { hash: "", tests }]),
  );
  const changes = testChanges({
    manifest,
    files: files(contract),
    fates: [],
    contract,
    previous: () => previous,
  });
  return changesText(changes);
}

describe("what changed, in words", () => {
  for (const [what, from, to, want] of [
    [
      "a new enum value, wherever it is put",
      "[open, shut]",
      "[open, paused, shut]",
      /^\+1 test: new enum value `paused` of state\n$/,
    ],
    [
      "an enum value that is gone",
      "[open, shut]",
      "[open]",
      /^-1 test: enum value `shut` of state is gone\n$/,
    ],
    ["a bound that moved", "maxLength: 9", "maxLength: 8", /^\+\d tests?: changed maxLength of name; -\d\n$/],
    ["a bound that is gone", ", maxLength: 9", "", /^-\d tests: maxLength of name is gone\n$/],
    [
      "a new field",
      "name: { type",
      "nick: { type: boolean }\n          name: { type",
      /^\+\d tests?: .*new field nick of ask/,
    ],
    [
      "an example of another name",
      "name: first",
      "name: second",
      /^\+1 test: new example `second` of ask; -1: example `first` of ask is gone\n$/,
    ],
    [
      "another operation",
      "operations:\n",
      "operations:\n  also:\n    action: receive\n    channel: { $ref: '#/channels/room' }\n    messages: [{ $ref: '#/channels/room/messages/ask' }]\n",
      /^\+\d+ tests?: .*new operation also/,
    ],
    ["nothing that is tested", "title: Rooms", "title: Other", /^$/],
  ] as const)
    it(`tells ${what}`, async () => expect(await words(from, to)).to.match(want));

  it("keeps a long list short", () => {
    const addedFor = Array.from({ length: 9 }, (_, index) => `new field f${index} of x`);
    const text = changesText({ added: ["a", "b"], removed: [], addedFor, removedFor: [] });
    expect(text).to.match(/^\+2 tests: new field f0 of x, .*new field f5 of x, 3 more\n$/);
  });
});
