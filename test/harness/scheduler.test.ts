import { expect } from "chai";
import type { Outcome } from "../../harness/outcome.ts";
import { type Job, type Planned, Scheduler } from "../../harness/scheduler.ts";

describe("harness/scheduler", () => {
  const PASSED: Outcome = { kind: "passed" };
  // The scheduler hands the test on and never looks into it.
  const test = {} as Mocha.Runnable;

  /** Jobs that note their begin and end, and end when they are told to. */
  function workshop() {
    const log: string[] = [];
    const ends = new Map<string, () => void>();
    const plan: Planned[] = [];
    const job = (name: string, exclusive: Job["exclusive"] = false, channel = "one"): Planned => {
      const made: Job = {
        exclusive,
        run: async () => {
          log.push(`+${name}`);
          await new Promise<void>((resolve) => ends.set(name, resolve));
          log.push(`-${name}`);
          return PASSED;
        },
      };
      const planned = { job: made, test, channel };
      plan.push(planned);
      return planned;
    };
    const end = async (name: string): Promise<void> => {
      ends.get(name)?.();
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { log, plan, job, end };
  }

  it("runs one at a time, and nothing ahead, where one is all it may run", async () => {
    const { log, plan, job, end } = workshop();
    const [a] = [job("a"), job("b")];
    const scheduler = new Scheduler(1);
    scheduler.plan(plan);
    const first = scheduler.demand(a);
    await end("a");
    expect(await first).to.equal(PASSED);
    expect(log.slice(0, 2)).to.deep.equal(["+a", "-a"]);
  });

  it("starts shared scenarios ahead, up to the limit", async () => {
    const { log, plan, job, end } = workshop();
    const [a, b] = [job("a"), job("b"), job("c"), job("d")];
    const scheduler = new Scheduler(3);
    scheduler.plan(plan);
    const first = scheduler.demand(a);
    expect(log).to.deep.equal(["+a", "+b", "+c"]);
    await end("b");
    expect(log).to.deep.equal(["+a", "+b", "+c", "-b", "+d"]);
    await end("a");
    await first;
    expect(await scheduler.demand(b)).to.equal(PASSED);
    expect(log.filter((line) => line === "+b")).to.have.length(1);
  });

  it("starts nothing beside the first, where that has to show whether there is a service", async () => {
    const { log, plan, job, end } = workshop();
    const [a] = [job("a"), job("b"), job("c"), job("d")];
    const scheduler = new Scheduler(3, { firstAlone: true });
    scheduler.plan(plan);
    const first = scheduler.demand(a);
    expect(log).to.deep.equal(["+a"]);
    await end("a");
    await first;
    expect(log).to.deep.equal(["+a", "-a", "+b", "+c", "+d"]);
  });

  it("starts others as soon as a service has answered, but none beside a first that has to be alone", async () => {
    const { log, plan, job, end } = workshop();
    const [a] = [job("a"), job("b"), job("c"), job("d")];
    const scheduler = new Scheduler(3, { firstAlone: true });
    scheduler.plan(plan);
    const first = scheduler.demand(a);
    scheduler.answered();
    expect(log).to.deep.equal(["+a", "+b", "+c"]);
    await end("a");
    await first;
    const other = workshop();
    const [x] = [other.job("x", true), other.job("b")];
    const alone = new Scheduler(3, { firstAlone: true });
    alone.plan(other.plan);
    void alone.demand(x);
    alone.answered();
    expect(other.log).to.deep.equal(["+x"]);
  });

  it("runs an exclusive scenario alone: when the others are through, and before more are started", async () => {
    const { log, plan, job, end } = workshop();
    const [a, x] = [job("a"), job("x", true), job("b"), job("c")];
    const scheduler = new Scheduler(2);
    scheduler.plan(plan);
    const first = scheduler.demand(a);
    await end("a");
    await first;
    const alone = scheduler.demand(x);
    await end("b");
    await end("c");
    expect(log).to.deep.equal(["+a", "+b", "-a", "+c", "-b", "-c", "+x"]);
    await end("x");
    expect(await alone).to.equal(PASSED);
  });

  it("starts nothing between two exclusive scenarios, and goes on behind the last", async () => {
    const { log, plan, job, end } = workshop();
    const [x, y] = [job("x", true), job("y", true), job("a"), job("b")];
    const scheduler = new Scheduler(2);
    scheduler.plan(plan);
    for (const [name, exclusive] of [["x", x] as const, ["y", y] as const]) {
      const alone = scheduler.demand(exclusive);
      await end("");
      await end(name);
      await alone;
    }
    expect(log).to.deep.equal(["+x", "-x", "+y", "-y", "+a", "+b"]);
  });

  it("runs one that is exclusive on its channel beside those of others, and beside none of its own", async () => {
    const { log, plan, job, end } = workshop();
    const [x] = [job("x", "channel"), job("a"), job("b", false, "two"), job("y", "channel", "two"), job("c")];
    const scheduler = new Scheduler(3);
    scheduler.plan(plan);
    const first = scheduler.demand(x);
    expect(log, "only the other channel's starts ahead").to.deep.equal(["+x", "+b"]);
    await end("b");
    expect(log).to.deep.equal(["+x", "+b", "-b", "+y"]);
    await end("x");
    await first;
    expect(log).to.deep.equal(["+x", "+b", "-b", "+y", "-x", "+a", "+c"]);
  });

  it("starts nothing that would be in the way of the one that Mocha waits for", async () => {
    const { log, plan, job, end } = workshop();
    const [a, x] = [job("a"), job("x", "channel"), job("b"), job("c"), job("d", false, "two")];
    const scheduler = new Scheduler(2);
    scheduler.plan(plan);
    const first = scheduler.demand(a);
    expect(log).to.deep.equal(["+a", "+b"]);
    await end("a");
    await first;
    expect(log).to.deep.equal(["+a", "+b", "-a", "+c"]);
    const exclusive = scheduler.demand(x);
    await end("b");
    expect(log.slice(4), "c is in the way, and d is not").to.deep.equal(["-b", "+d"]);
    await end("c");
    expect(log.slice(6)).to.deep.equal(["-c", "+x"]);
    await end("x");
    expect(await exclusive).to.equal(PASSED);
  });

  it("takes one of which nobody can tell the channel for one of any", async () => {
    const { log, plan, job, end } = workshop();
    const [x] = [job("x", "channel"), job("own", false, ""), job("b", false, "two")];
    const scheduler = new Scheduler(3);
    scheduler.plan(plan);
    const first = scheduler.demand(x);
    expect(log).to.deep.equal(["+x", "+b"]);
    await end("x");
    await first;
    expect(log).to.deep.equal(["+x", "+b", "-x", "+own"]);
  });

  it("runs a scenario anew when Mocha retries it", async () => {
    const { log, job, end } = workshop();
    const a = job("a");
    const scheduler = new Scheduler(1);
    for (const _ of [1, 2]) {
      const outcome = scheduler.demand(a);
      await end("a");
      await outcome;
    }
    expect(log).to.deep.equal(["+a", "-a", "+a", "-a"]);
  });
});
