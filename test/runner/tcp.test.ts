import { expect } from "chai";
import { connectFailure, endpointOf, freePort, isLoopback } from "../../runner/tcp.ts";
import { listener } from "./listener.ts";

describe("endpointOf", () => {
  const given: readonly (readonly [url: string, host: string, port: number])[] = [
    ["ws://localhost:8080/chat", "localhost", 8080],
    ["ws://example.com", "example.com", 80],
    ["wss://example.com/v1", "example.com", 443],
    ["ws://[::1]:9", "::1", 9],
  ];
  for (const [url, host, port] of given)
    it(`reads ${url}`, () => expect(endpointOf(url)).to.deep.equal({ host, port }));
});

describe("isLoopback", () => {
  for (const url of [
    "ws://localhost:1",
    "ws://127.0.0.1:1",
    "ws://127.1.2.3",
    "ws://[::1]:1",
    "ws://a.localhost",
  ])
    it(`is true of ${url}`, () => expect(isLoopback(url)).to.equal(true));
  for (const url of [
    "ws://example.com",
    "ws://10.0.0.1",
    "ws://localhost.example.com",
    "ws://127.0.0.1.example.com",
  ])
    it(`is false of ${url}`, () => expect(isLoopback(url)).to.equal(false));
});

describe("connectFailure", () => {
  it('is "" where something accepts, else says why', async () => {
    const something = await listener();
    expect(await connectFailure({ host: "127.0.0.1", port: something.port })).to.equal("");
    await something.close();
    expect(await connectFailure({ host: "127.0.0.1", port: await freePort() })).to.equal("ECONNREFUSED");
  });
});
