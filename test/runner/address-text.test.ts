import { expect } from "chai";
import { addressText } from "../../runner/address-text.ts";
import { buildContract } from "../server/build-contract.ts";

const PATHS: { readonly [name: string]: string } = { chat: "/v1/chat", room: "/rooms/{id}", any: "/{any}" };
const built = buildContract(Object.keys(PATHS).map((name) => ({ name, messages: { ping: {} } })));
const contract = {
  ...built,
  channels: built.channels.map((channel) => ({ ...channel, path: PATHS[channel.name] ?? "" })),
  servers: [{ name: "one", place: "#/servers/one", url: "ws://example.com/v1" }],
};

describe("addressText", () => {
  for (const url of ["ws://h:1", "ws://h:1/", "ws://h:1/v1", "ws://h:1/v2/", "ws://h:1/rooms", "ws://h:1/x"])
    it(`says nothing of ${url}`, () => expect(addressText(url, contract)).to.equal(""));

  it("says where a channel is asked for whose own path the address has already", () => {
    expect(addressText("ws://ada:secret@h:1/v1/chat", contract)).to.equal(
      "note: chat is asked for at /v1/chat/chat: a channel's address stands behind the path of the URL; where the service has it at /v1/chat, the URL is ws://h:1\n",
    );
    expect(addressText("wss://h/rooms/7/", contract))
      .to.include("room is asked for at /rooms/7/rooms/{id}:")
      .and.include("the URL is wss://h\n");
  });

  it("says that no handshake has the query, and not what it is", () =>
    expect(addressText("ws://h:1/?token=secret", contract)).to.match(
      /^note: no handshake has the query of ws:\/\/h:1\/\?token=\*\*\*: [^\n]+\n$/,
    ));
});
