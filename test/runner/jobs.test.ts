import { expect } from "chai";
import { jobsFor, type Setting, usualJobs } from "../../runner/jobs.ts";
import { buildContract, type ChannelParts } from "../server/build-contract.ts";
import { CONFIG } from "../server/config.ts";

const NO_LIMITS = { place: "#", messageBytes: null, messagesPerSecond: null, exchanges: null };
const quiet: ChannelParts = {
  name: "chat",
  messages: { ping: {}, pong: {}, joined: {} },
  client: { ping: { requests: ["ping"], sequence: "pong" } },
};

function jobs(channel: Partial<ChannelParts> = {}, setting: Partial<Setting> = {}): number {
  const contract = buildContract([{ ...quiet, ...channel }]);
  return usualJobs({ contract, config: { ...CONFIG, url: null }, ownTests: [], ...setting });
}

describe("usualJobs", () => {
  it("runs several scenarios at a time before our own stub", () => {
    expect(jobs()).to.equal(8);
  });

  it("runs one at a time before any other service", () => {
    expect(jobs({}, { config: { ...CONFIG, url: "ws://localhost:1" } })).to.equal(1);
    expect(jobs({}, { config: { ...CONFIG, url: null, start: "node service.mjs" } })).to.equal(1);
  });

  it("runs one at a time where the user's own tests, hooks or triggers take part", () => {
    const command = { kind: "command", command: ["true"] } as const;
    const setup = (more: object): Partial<Setting> => ({
      config: { ...CONFIG, url: null, setup: { ...CONFIG.setup, ...more } },
    });
    expect(jobs({}, { ownTests: ["own.test.ts"] })).to.equal(1);
    expect(jobs({}, setup({ hooks: { beforeEach: command } }))).to.equal(1);
    expect(jobs({}, setup({ triggers: { tell: command } }))).to.equal(1);
  });

  for (const kind of ["connect", "disconnect"] as const)
    it(`runs one at a time where others hear of a ${kind}`, () => {
      const told = (audience: "others" | "sender"): number =>
        jobs({
          server: {
            tell: {
              messages: ["joined"],
              trigger: { kind, place: "#" },
              audience: { kind: audience, place: "#" },
            },
          },
        });
      expect(told("others")).to.equal(1);
      expect(told("sender")).to.equal(8);
    });

  it("runs one at a time where only so many connections are allowed", () => {
    expect(jobs({ limits: { ...NO_LIMITS, connections: 10 } })).to.equal(1);
  });
});

describe("jobsFor", () => {
  const settingOf = (connections: number | null): Setting => ({
    contract: buildContract([{ ...quiet, limits: { ...NO_LIMITS, connections } }]),
    config: { ...CONFIG, url: null },
    ownTests: [],
  });

  it("runs as many at a time as are asked for, else as many as usual", () => {
    expect(jobsFor(3, settingOf(null))).to.deep.equal({ jobs: 3, text: "" });
    expect(jobsFor(null, settingOf(null))).to.deep.equal({ jobs: 8, text: "" });
    expect(jobsFor(null, settingOf(2))).to.deep.equal({ jobs: 1, text: "" });
    expect(jobsFor(1, settingOf(2))).to.deep.equal({ jobs: 1, text: "" });
  });

  it("runs one at a time whatever is asked for where only so many connections are allowed, and says so", () => {
    const { jobs: at, text } = jobsFor(8, settingOf(2));
    expect(at).to.equal(1);
    expect(text).to.match(/^--jobs 8: one scenario .* chat allows 2 connections of a client .*\n$/);
    expect(jobsFor(8, settingOf(1)).text).to.include("1 connection of");
  });
});
