import { expect } from "chai";
import picocolors from "picocolors";
import {
  type FaultMatrix,
  type FaultRow,
  matrixHtml,
  matrixText,
  scoreOf,
  type SiteRow,
  stateOf,
} from "../../report/index.ts";

function site(at: string, state: SiteRow["state"]): SiteRow {
  const killedBy = state === "killed" ? [{ test: "reply - room > <say>", rule: "ECHO", durationMs: 3 }] : [];
  return {
    at,
    state,
    why: state === "killed" ? "" : "no test sees ECHO there",
    killedBy,
    alsoRed: [],
    tried: 1,
    green: "",
    spoilt: [],
  };
}

function row(name: string, sites: readonly SiteRow[], state = stateOf(sites), why = ""): FaultRow {
  return { name, family: "correlation", summary: "a reply & more", rules: ["ECHO"], state, why, sites };
}

const FAULTS = [
  row("wrong-echo", [site("wrong-echo@say", "killed"), site("wrong-echo@hear", "killed")]),
  row(
    "case-ignored",
    [site("case-ignored@say", "killed"), site("case-ignored@ask", "survived")],
    "survived",
    "no test sees ECHO there",
  ),
  row(
    "skipped-index",
    [],
    "unsaid",
    "no `ordered` on `token`, `percent`, `news`: a skipped number can't be seen by anybody at all",
  ),
  row("wrong-subprotocol", [], "notApplicable", "no channel declares a subprotocol"),
];
const MATRIX: FaultMatrix = {
  document: "room.yaml",
  tests: 12,
  faults: FAULTS,
  score: scoreOf(FAULTS),
  durationMs: 1500,
  cpuMs: 900,
};
const colours = picocolors.createColors(false);

describe("the kill matrix", () => {
  it("counts a fault as killed only where it is killed at every place", () => {
    expect(MATRIX.score).to.deep.equal({
      killed: 1,
      survived: 1,
      unsaid: 1,
      equivalent: 0,
      notApplicable: 1,
      percent: 33,
      places: 4,
      placesKilled: 3,
    });
    expect(stateOf([site("a", "killed"), site("b", "equivalent")])).to.equal("equivalent");
  });

  it("fits a terminal of 80 columns, and says why a fault survives and where", () => {
    const text = matrixText(MATRIX, { width: 80, colours, detail: "normal" });
    expect(Math.max(...text.split("\n").map(({ length }) => length))).to.be.at.most(80);
    expect(text).to.include("  wrong-echo                   killed  ECHO at 2 places\n");
    expect(text).to.include("case-ignored@ask: no test sees ECHO there");
    expect(text).to.include("killed 1 of 3 faults (33 %)");
  });

  it("says where no test of another family stays green, and where one has to", () => {
    const greeting = { ...site("no-greeting@room", "killed"), spoilt: ["push - room"] };
    const faults = [
      row("wrong-echo", [{ ...site("wrong-echo@say", "killed"), green: "push - room" }]),
      row("no-handshake", [site("no-handshake@room", "killed")]),
      row("no-reply", [greeting]),
    ];
    const text = matrixText({ ...MATRIX, faults }, { width: 300, colours, detail: "normal" });
    expect(text).to.include(
      "; no test of another family stays green with no-handshake, no-reply (though it has to)\n",
    );
  });

  it("shows only what is not killed where one wants it quiet, and every place where one wants all", () => {
    const quiet = matrixText(MATRIX, { width: 80, colours, detail: "quiet" });
    expect(quiet).not.to.include("wrong-echo").and.not.to.include("wrong-subprotocol");
    const verbose = matrixText(MATRIX, { width: 80, colours, detail: "verbose" });
    expect(verbose).to.include("wrong-echo@hear: ECHO, reply - room > <say>");
  });

  it("is a page that loads nothing, with every text escaped", () => {
    const page = matrixHtml(MATRIX);
    expect(page).not.to.match(/<script|<link|src=|href=|url\(/);
    expect(page).to.include("reply - room &gt; &lt;say&gt;").and.to.include("a reply &amp; more");
    expect([...page.matchAll(/<tr class="/g)]).to.have.length(6);
  });
});
