import { expect } from "chai";
import { ToolError } from "../../contract/index.ts";
import type { Pointer } from "../../contract/model.ts";
import { type Allowed, readPointer } from "../../contract/vocabulary/pointers.ts";

const field = { name: "user", place: "#", required: true, schema: "user", example: null };
const names: Allowed["names"] = {
  channel: "room",
  messages: ["handshake", "reply", "request", "hello"],
  errors: [],
  operations: [],
  handshake: { query: [field], headers: [], parameters: [], subprotocols: [] },
  everywhere: new Map(),
};

function ofPointer(text: string, words: Allowed["words"], messages = names.messages): string {
  const where = { file: "asyncapi.yaml", line: 1, column: 1 };
  const { of }: Pointer = readPointer(text, where, { names, messages, words, bare: null });
  return of;
}

describe("a pointer whose name is a word and a message", () => {
  it("is about what the word says", () => {
    expect(ofPointer("reply#/n", ["reply"])).to.equal("reply");
    expect(ofPointer("request#/n", ["request", "handshake"])).to.equal("request");
    expect(ofPointer("handshake#/query/user", ["handshake"])).to.equal("handshake");
  });

  it("is about the message in quotes, and where the word is none", () => {
    expect(ofPointer("'reply'#/n", ["reply"])).to.equal("'reply'");
    expect(ofPointer("'handshake'#/query/user", ["handshake"])).to.equal("'handshake'");
    expect(ofPointer("handshake#/n", ["reply"])).to.equal("'handshake'");
    expect(ofPointer("'hello'#/n", ["reply"])).to.equal("hello");
  });

  it("is about the message of that name where it leads to no part of a handshake", () => {
    expect(ofPointer("handshake#/user", ["handshake"])).to.equal("'handshake'");
    expect(() => ofPointer("handshake#/user", ["handshake"], ["hello"])).to.throw(
      ToolError,
      "`user` is no part of a handshake",
    );
  });

  it("is about the word in quotes where no message has the name", () => {
    expect(ofPointer("'reply'#/n", ["reply"], ["hello"])).to.equal("reply");
  });
});
