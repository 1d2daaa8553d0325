import { expect } from "chai";
import { matchPath } from "../../contract/index.ts";
import { RateWindow } from "../../server/rate.ts";
import { createTimers } from "../../server/timers.ts";
import { buildContract } from "./build-contract.ts";

const { channels } = buildContract(
  ["/rooms/{id}", "/rooms/lobby", "/files/{name}.{ext}", "/"].map((path) => ({
    name: path,
    path,
    messages: {},
  })),
);
const match = (path: string): unknown =>
  matchPath(channels, path).map(({ channel, parameters }) => [channel.path, parameters]);

describe("the path of a handshake", () => {
  it("fits the literal channel before the one with parameters", () => {
    expect(match("/rooms/lobby")).to.deep.equal([
      ["/rooms/lobby", {}],
      ["/rooms/{id}", { id: "lobby" }],
    ]);
  });

  it("fits whatever is percent-encoded of it, in the request or in the document", () => {
    const written = ["/räume/{id}", "/r%C3%A4ume/x-{id}", "/100%/{id}"].map((path) => ({
      name: path,
      path,
      messages: {},
    }));
    const own = buildContract(written).channels;
    const paths = (path: string): string[] => matchPath(own, path).map(({ channel }) => channel.path);
    for (const path of ["/r%C3%A4ume/x-1", "/räume/x-1", "/r%c3%a4ume/%78-1"])
      expect(paths(path), path).to.deep.equal(["/räume/{id}", "/r%C3%A4ume/x-{id}"]);
    expect(paths("/100%25/a")).to.deep.equal(["/100%/{id}"]);
    expect(paths("/100%/a")).to.deep.equal([]);
  });

  it("gives decoded parameters, several in one segment too", () => {
    expect(match("/rooms/a%2Fb%20c")).to.deep.equal([["/rooms/{id}", { id: "a/b c" }]]);
    expect(match("/files/report.final.md")).to.deep.equal([
      ["/files/{name}.{ext}", { name: "report", ext: "final.md" }],
    ]);
  });

  it("fits nothing that is longer, shorter, empty or can't be decoded", () => {
    for (const path of ["/rooms", "/rooms/a/b", "/rooms/", "/rooms/%ff", "//"])
      expect(match(path), path).to.deep.equal([]);
    expect(match("/")).to.deep.equal([["/", {}]]);
  });
});

describe("a rate window", () => {
  it("allows as many as its limit in any second, and more after it", () => {
    const window = new RateWindow(3);
    expect([0, 100, 200, 300].map((at) => window.exceeds(at))).to.deep.equal([false, false, false, true]);
    expect([1101, 1201, 1301, 1302].map((at) => window.exceeds(at))).to.deep.equal([
      false,
      false,
      false,
      true,
    ]);
    expect(window.exceeds(5000)).to.equal(false);
  });

  it("allows everything without a limit", () => {
    const window = new RateWindow(null);
    expect([0, 0, 0].some((at) => window.exceeds(at))).to.equal(false);
  });
});

describe("timers", () => {
  it("call in their time, and not once they are taken back or stopped", async () => {
    const timers = createTimers();
    const called: string[] = [];
    timers.after(0, () => called.push("soon"));
    timers.after(0, () => called.push("taken back"))();
    timers.after(60_000, () => called.push("stopped"));
    await new Promise<void>((resolve) => {
      timers.after(0, resolve);
    });
    timers.stop();
    timers.after(0, () => called.push("after the stop"));
    await new Promise((resolve) => setImmediate(resolve));
    expect(called).to.deep.equal(["soon"]);
  });
});
