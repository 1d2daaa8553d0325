import { expect } from "chai";
import { querySecrets, shownUrl } from "../../config/shown-url.ts";

describe("an address that is told", () => {
  for (const [given, shown] of [
    ["ws://localhost:8080", "ws://localhost:8080"],
    ["ws://ada:pw@localhost:8080/chat", "ws://ada:***@localhost:8080/chat"],
    ["wss://ada:p@ss:word@host", "wss://ada:***@host"],
    ["ws://ada@host/a:b@c", "ws://ada@host/a:b@c"],
    ["ws://host/?token=abc&room=b", "ws://host/?token=***&room=***"],
    ["ws://host?abc", "ws://host?***"],
    ["ws://host?token=a=b?c", "ws://host?token=***"],
    ["ws://host?", "ws://host?"],
    ["ws://host/chat#token", "ws://host/chat"],
    ["ws://host/?a=b#token\nsecret", "ws://host/?a=***"],
    ["host?token=abc", "host?token=***"],
  ] as const)
    it(`of ${JSON.stringify(given)} is ${shown}`, () => expect(shownUrl(given)).to.equal(shown));

  it("has secrets in the query by their names, encoded or not", () => {
    const found = (text: string): string[] => querySecrets(text, (name) => name === "my key");
    expect(found("ws://host/?my%20key=a%2Fb&my=c")).to.deep.equal(["a%2Fb", "a/b"]);
    expect(found("ws://host/?my+key=%zz#my+key=c")).to.deep.equal(["%zz", "%zz"]);
    expect(found("ws://host/my+key=a")).to.deep.equal([]);
  });
});
