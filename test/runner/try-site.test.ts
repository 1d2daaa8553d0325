import { expect } from "chai";
import { selectFault } from "../../server/faults/index.ts";
import type { Arena, Opponent, Patience } from "../../runner/faults/arena.ts";
import type { TrialResult } from "../../runner/faults/bench-model.ts";
import type { TestCard } from "../../runner/faults/test-card.ts";
import { type Site, trySite } from "../../runner/faults/try-site.ts";
import { WORKSHOP } from "../server/workshop.ts";

/** What one test does before the faulted stub. */
interface Script {
  readonly rule?: string;
  readonly shows?: boolean;
  /** The machine is so busy that it is red with the usual patience, whatever comes. */
  readonly late?: boolean;
  /** Red before the right stub too. */
  readonly unsound?: boolean;
}

const GREEN: TrialResult = { state: "passed", rule: "", error: "", text: "", durationMs: 1 };

/** An arena in which each test does what its script says; `started` counts stubs. */
interface Scripted extends Arena {
  readonly started: string[][];
  readonly patience: Patience[];
}

function scripted(tests: { readonly [title: string]: Script }): Scripted {
  const started: string[][] = [];
  const patience: Patience[] = [];
  const start: Arena["start"] = async (_faults, how = "usual"): Promise<Opponent> => {
    const fought: string[] = [];
    started.push(fought);
    patience.push(how);
    return {
      shown: () => fought.some((title) => tests[title]?.shows === true),
      asked: () => fought.length > 0,
      fight: async (title) => {
        fought.push(title);
        const { late = false, rule = "" } = tests[title] ?? {};
        if (late && how === "usual") return { ...GREEN, state: "failed", rule: "NO-HANDSHAKE" };
        return rule === "" ? GREEN : { ...GREEN, state: "failed", rule };
      },
      [Symbol.asyncDispose]: async () => {},
    };
  };
  return { started, patience, start, isSound: async (title) => tests[title]?.unsound !== true };
}

function card(title: string): TestCard {
  return {
    path: [title],
    title,
    family: title.split(" - ")[0] ?? "",
    channel: "room",
    heading: "",
    covers: [],
    connects: new Set(["room"]),
    sends: new Set(),
    size: 1,
    idle: "",
  };
}

function site(tests: readonly string[], rules: readonly string[] = ["NO-REPLY"], excuse = ""): Site {
  return {
    at: "no-reply@say",
    fault: selectFault(WORKSHOP, "no-reply@say"),
    rules,
    tests: tests.map(card),
    unrelated: [card("connection - room")],
    excuse,
  };
}

const ONCE = { full: false, asksUnrelated: true };

describe("a fault at one place", () => {
  it("is killed by the first test that is red by its rule; later ones are not run", async () => {
    const arena = scripted({ "reply - b": { rule: "NO-REPLY", shows: true }, "reply - c": {} });
    const row = await trySite(arena, site(["reply - a", "reply - b", "reply - c"]), ONCE);
    expect(row).to.deep.include({ state: "killed", tried: 2, green: "connection - room", why: "" });
    expect(row.killedBy).to.deep.equal([{ test: "reply - b", rule: "NO-REPLY", durationMs: 1 }]);
  });

  it("meets every test with `full`, each kill on a fresh stub", async () => {
    const red = { rule: "NO-REPLY", shows: true };
    const arena = scripted({ "reply - a": red, "reply - b": red });
    const row = await trySite(arena, site(["reply - a", "reply - b"]), { full: true, asksUnrelated: false });
    expect(row.killedBy.map(({ test }) => test)).to.deep.equal(["reply - a", "reply - b"]);
    expect(arena.started).to.deep.equal([["reply - a"], ["reply - b"]]);
  });

  it("survives a test that is red by a rule that does not name it", async () => {
    const arena = scripted({ "reply - a": { rule: "STALLED", shows: true } });
    const row = await trySite(arena, site(["reply - a", "reply - b"]), ONCE);
    expect(row).to.include({ state: "survived", tried: 3 });
    expect(row.why).to.equal("red only by STALLED, which does not name it (reply - a)");
  });

  it("survives a test that is red though the fault has shown nothing", async () => {
    const arena = scripted({ "reply - a": { rule: "NO-REPLY" }, "reply - b": { shows: true } });
    const row = await trySite(arena, site(["reply - a", "reply - b"]), ONCE);
    expect(row).to.deep.include({ state: "survived", killedBy: [], alsoRed: [] });
    expect(row.why).to.equal("no test sees NO-REPLY there");
  });

  it("gives a test that was red for another reason a second chance", async () => {
    const scripts: { [title: string]: Script } = { "reply - a": { rule: "NO-HANDSHAKE" } };
    const arena = scripted(scripts);
    const late = {
      ...card("reply - b"),
      get title(): string {
        scripts["reply - a"] = { rule: "NO-REPLY", shows: true };
        return "reply - b";
      },
    };
    const both = { ...site(["reply - a"]), tests: [card("reply - a"), late] };
    expect(await trySite(arena, both, ONCE)).to.include({ state: "killed", tried: 3 });
  });

  it("is killed with a long patience where the machine is too busy for the usual one", async () => {
    const arena = scripted({ "reply - a": { late: true, rule: "NO-REPLY", shows: true } });
    expect(await trySite(arena, site(["reply - a"]), ONCE)).to.include({ state: "killed", tried: 2 });
    expect(arena.patience).to.deep.equal(["usual", "long", "usual"]);
  });

  it("spoils nothing that is green with a long patience", async () => {
    const red = { rule: "NO-REPLY", shows: true };
    const arena = scripted({ "reply - a": red, "connection - room": { late: true, shows: true } });
    const row = await trySite(arena, site(["reply - a"]), ONCE);
    expect(row).to.deep.include({ green: "connection - room", spoilt: [] });
  });

  it("survives a test that is red before the right stub too", async () => {
    const arena = scripted({ "reply - a": { rule: "NO-REPLY", shows: true, unsound: true } });
    const row = await trySite(arena, site(["reply - a"]), ONCE);
    expect(row.state).to.equal("survived");
  });

  it("says what the document or the plan says of the test that is missing", async () => {
    const excuse = "unspecified: no `within` (reply - room > say)";
    const arena = scripted({ "reply - a": { shows: true } });
    expect((await trySite(arena, site(["reply - a"], ["NO-REPLY"], excuse), ONCE)).why).to.equal(excuse);
    expect((await trySite(arena, site([]), ONCE)).why).to.equal("no test connects there");
  });

  it("is equivalent, and not killed, where it was asked for and changed nothing", async () => {
    const row = await trySite(scripted({}), site(["reply - a"]), ONCE);
    expect(row).to.deep.include({ state: "equivalent", killedBy: [] });
  });

  it("is killed by the test after the one that ended the service", async () => {
    const arena = scripted({
      "refusal - a": { rule: "WRONG-REFUSAL", shows: true },
      "refusal - b": { rule: "SERVICE-DIED" },
    });
    const row = await trySite(arena, site(["refusal - a", "refusal - b"], ["SERVICE-DIED"]), ONCE);
    expect(row.killedBy.map(({ test }) => test)).to.deep.equal(["refusal - b"]);
    expect(row.alsoRed.map(({ test }) => test)).to.deep.equal(["refusal - a"]);
  });

  it("has no green neighbour where unrelated tests are red as well, and names them", async () => {
    const red = { rule: "NO-REPLY", shows: true };
    const arena = scripted({ "reply - a": red, "connection - room": red });
    const row = await trySite(arena, site(["reply - a"]), ONCE);
    expect(row).to.deep.include({ state: "killed", green: "", spoilt: ["connection - room"] });
  });

  it("spoils nothing where the neighbour is red before the right stub too", async () => {
    const red = { rule: "NO-REPLY", shows: true };
    const arena = scripted({ "reply - a": red, "connection - room": { ...red, unsound: true } });
    expect((await trySite(arena, site(["reply - a"]), ONCE)).spoilt).to.deep.equal([]);
  });

  it("may leave nothing green where whoever connects meets it", async () => {
    const red = { rule: "NO-HANDSHAKE", shows: true };
    const arena = scripted({ "reply - a": red, "connection - room": red });
    const fault = selectFault(WORKSHOP, "no-handshake");
    const all = { ...site(["reply - a"], ["NO-HANDSHAKE"]), fault };
    expect(await trySite(arena, all, ONCE)).to.deep.include({ state: "killed", green: "", spoilt: [] });
  });
});
