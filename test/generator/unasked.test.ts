import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import { planTests } from "../../generator/index.ts";
import { folderWith } from "../config/folder.ts";
import { kindsOf, stepsOf, testsOf } from "./planned.ts";

/** What comes because of something outside: to who watches, to who has logged in, to one, to whoever. */
const DOCUMENT = `
asyncapi: 3.1.0
info: { title: news, version: 1.0.0 }
x-contract: { version: 1 }
channels:
  news:
    address: /
    x-contract: { identity: hello#/name, opening: hello }
    messages:
      hello: { payload: { type: object, required: [type, name], properties: { type: { const: hello }, name: { type: string } } } }
      watch: { payload: { type: object, required: [type], properties: { type: { const: watch } } }, examples: [{ payload: { type: watch } }] }
      watching: { payload: { type: object, required: [type], properties: { type: { const: watching } } } }
      alarm: { payload: { type: object, required: [type], properties: { type: { const: alarm } } } }
      bill: { payload: { type: object, required: [type], properties: { type: { const: bill } } } }
      mail: { payload: { type: object, required: [type, to], properties: { type: { const: mail }, to: { type: string } } } }
      weather: { payload: { type: object, required: [type], properties: { type: { const: weather } } } }
operations:
  watch:
    action: receive
    channel: { $ref: '#/channels/news' }
    messages: [{ $ref: '#/channels/news/messages/watch' }]
    reply: { messages: [{ $ref: '#/channels/news/messages/watching' }, { $ref: '#/channels/news/messages/alarm' }] }
    x-contract: { sequence: watching alarm* }
  alarm: { action: send, channel: { $ref: '#/channels/news' }, messages: [{ $ref: '#/channels/news/messages/alarm' }], x-contract: { audience: { running: watch } } }
  bill: { action: send, channel: { $ref: '#/channels/news' }, messages: [{ $ref: '#/channels/news/messages/bill' }], x-contract: { after: watch } }
  mail: { action: send, channel: { $ref: '#/channels/news' }, messages: [{ $ref: '#/channels/news/messages/mail' }], x-contract: { audience: sender } }
  weather: { action: send, channel: { $ref: '#/channels/news' }, messages: [{ $ref: '#/channels/news/messages/weather' }] }
`;

describe("what comes because of something outside", () => {
  it("has a test of who must not see it, wherever the document says who may", async () => {
    const folder = folderWith({ "news.yaml": DOCUMENT });
    try {
      const { contract } = await loadContract("news.yaml", { cwd: folder.path, cache: null });
      const plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 1 });
      const titles = testsOf(plan).map(({ name }) => name);
      expect(titles.filter((name) => name.includes("does not reach"))).to.deep.equal([
        "push - news > alarm > alarm does not reach a client without a watch",
        "push - news > bill > bill does not reach a client before watch",
        "push - news > mail > mail does not reach a client that it is not for",
      ]);
      const steps = stepsOf(plan, "push - news > alarm > alarm does not reach a client without a watch");
      expect(kindsOf(steps)).to.deep.equal(["connect", "connect", "converse", "pushed", "none"]);
      const mail = stepsOf(plan, "push - news > mail > mail does not reach a client that it is not for");
      expect(kindsOf(mail)).to.deep.equal(["connect", "connect", "quiet", "triggered", "none"]);
      const sends = stepsOf(plan, "push - news > alarm > sends alarm");
      expect(kindsOf(sends), "entitled first").to.deep.equal(["connect", "converse", "pushed"]);
    } finally {
      folder.remove();
    }
  });
});
