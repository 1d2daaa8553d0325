import { expect } from "chai";
import { isObject } from "../../contract/index.ts";
import { eventLine, headerLine } from "../../traffic/index.ts";
import { folderWith } from "../config/folder.ts";
import { type Line, recordingOf } from "./chat.ts";
import { learnedIn, objectAt } from "./learned.ts";

const HEADER = headerLine({ patienceMs: null, seesAll: false, redacted: false }, new Date(0));

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_one, index) => make(index));
}

/** JSON-RPC 2.0, whose ids begin anew on each connection; few frames of the service are notifications. */
function rpc(): Line[] {
  const asked = times(8, (index): Line[] => {
    const id = index + 1;
    const head = { jsonrpc: "2.0", id };
    return [
      ["client", { ...head, method: index % 2 === 0 ? "add" : "sum", params: [index, 40] }],
      ["server", index === 5 ? { ...head, error: { code: -1, message: "no" } } : { ...head, result: index }],
    ];
  });
  return [...asked.flat(), ["server", { jsonrpc: "2.0", method: "changed", params: { n: 1 } }]];
}

/** Lists with an id in the second place, anew on each connection. */
function lists(): Line[] {
  return times(6, (index): Line[] => [
    ["client", ["get", 1000 + index, `k${index}`]],
    ["server", ["got", 1000 + index, { key: `k${index}` }]],
  ]).flat();
}

/** Names in other alphabets, and codes that look like words of a protocol and are somebody's. */
function ask(): Line[] {
  return times(8, (index): Line[] => [
    ["client", { größe: index, nr: `N-${index}` }],
    ["server", { nr: `N-${index}`, 名前: "ü", plate: index % 2 === 0 ? "AB12CD34" : "EF56AB78" }],
  ]).flat();
}

/** Two tags that are one once they are written as names. */
function tagged(): Line[] {
  return ["user:new", "user/new"].flatMap((type): Line[] => [
    ["client", { type, id: type.length }],
    ["server", { type: "ok" }],
  ]);
}

describe("learning from protocols of other makers", function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof folderWith>;
  before(() => {
    const refused = ["/nowhere", "/also-not"].map((url, index) => {
      const connection = `x${index}`;
      return [
        eventLine({ kind: "handshake", at: index, connection, url, headers: {}, midway: index === 1 }),
        ...(index === 1 ? [] : [eventLine({ kind: "refused", at: 1, connection, status: 404 })]),
      ];
    });
    folder = folderWith({
      "rpc.ndjson": recordingOf(times(12, rpc), "/rpc"),
      "lists.ndjson": recordingOf(times(12, lists), "/lists"),
      "ask.ndjson": recordingOf(times(12, ask), "/ask"),
      "tagged.ndjson": recordingOf(times(12, tagged), "/tagged"),
      "refused.ndjson": [HEADER, ...refused.flat(), ""].join("\n"),
    });
  });
  after(() => folder.remove());

  it("tells a result from an error, a notification by its method, and what is always said", async () => {
    const { value, trial } = await learnedIn(folder.path, ["rpc.ndjson"]);
    expect(trial).to.deep.equal({ connections: 12, kept: 12, broken: [] });
    const messages = objectAt(value, "/channels/rpc/messages");
    expect(Object.keys(messages)).to.have.members(["add", "sum", "result", "error", "changed"]);
    const propertiesOf = (name: string): object => objectAt(messages, `/${name}/payload/properties`);
    expect(propertiesOf("changed")).to.deep.include({
      jsonrpc: { type: "string", const: "2.0" },
      method: { const: "changed" },
    });
    for (const name of ["add", "sum", "result", "error"]) {
      expect(propertiesOf(name)).to.deep.include({ jsonrpc: { type: "string", const: "2.0" } });
      expect(objectAt(messages, `/${name}/correlationId`)).to.include({ location: "$message.payload#/id" });
    }
    expect(propertiesOf("result")).to.deep.include({ id: { type: "integer" } });
    expect(objectAt(value, "/operations/sum/x-contract")).to.deep.equal({ sequence: "error | result" });
    expect(objectAt(value, "/operations/add/x-contract")).to.deep.equal({ sequence: "result" });
  });

  it("finds an id that begins anew on each connection", async () => {
    const { value } = await learnedIn(folder.path, ["lists.ndjson"]);
    for (const name of ["get", "got"])
      expect(objectAt(value, `/channels/lists/messages/${name}/correlationId`)).to.include({
        location: "$message.payload#/1",
      });
  });

  it("takes names in any alphabet for names, and codes of somebody's for no enumeration", async () => {
    const { value, text } = await learnedIn(folder.path, ["ask.ndjson"]);
    const messages = Object.values(objectAt(value, "/channels/ask/messages")).filter(isObject);
    const names = messages.map((message) => Object.keys(objectAt(message, "/payload/properties")));
    expect(names).to.deep.equal([
      ["größe", "nr"],
      ["nr", "名前", "plate"],
    ]);
    expect(text).not.to.match(/AB12CD34|additionalProperties/);
  });

  it("keeps messages apart whose tags differ only in what no name can have", async () => {
    const { value } = await learnedIn(folder.path, ["tagged.ndjson"]);
    const tags = ["user_new", "user_new_2"].map(
      (name) => objectAt(value, `/channels/tagged/messages/${name}/payload/properties/type`)["const"],
    );
    expect(tags).to.deep.equal(["user:new", "user/new"]);
  });

  it("proposes no channel for a path on which nobody was let in", async () => {
    const { value, trial, connections } = await learnedIn(folder.path, ["lists.ndjson", "refused.ndjson"]);
    expect(Object.keys(objectAt(value, "/channels"))).to.deep.equal(["lists"]);
    expect(trial).to.deep.equal({ connections: 12, kept: 12, broken: [] });
    expect(connections).to.equal(12);
  });
});
