import { expect } from "chai";
import { PATIENT_MS } from "./cli.ts";
import { notRefused, ownProject, type Refused, textsIn } from "./own-project.ts";

const ROWS: Refused = [
  ["run echo.yaml other.echo.yaml --report junit=other.yaml", "OUTPUT-IS-INPUT"],
  ["validate echo.yaml talk.ndjson --report ndjson=talk.ndjson", "OUTPUT-IS-INPUT"],
  ["validate echo.yaml talk.ndjson --report html=old.ndjson", "RECORDING-EXISTS"],
  ["run echo.yaml --report html=echo.yaml", "OUTPUT-IS-INPUT"],
  ["run echo.yaml --report junit=known.yaml", "OUTPUT-IS-INPUT"],
  ["run echo.yaml --report junit=asyncproof.config.yaml", "OUTPUT-IS-INPUT"],
  ["run echo.yaml --overlay overlay.yaml --report junit=overlay.yaml", "OUTPUT-IS-INPUT"],
  ["run echo.yaml --report junit=generated-tests/own.test.ts", "OUTPUT-IS-INPUT"],
  ["run echo.yaml --known echo.yaml --write-known", "OUTPUT-IS-INPUT"],
  ["run echo.yaml --write-known --report junit=known.yaml", "OUTPUT-IS-INPUT"],
  ["run echo.yaml --report junit=new --report ndjson=./new", "OUTPUT-TWICE"],
  [
    "run echo.yaml --start x --coverage --coverage-baseline coverage/coverage-summary.json",
    "OUTPUT-IS-INPUT",
  ],
  ["check echo.yaml --base refers.yaml --report html=refers.yaml", "OUTPUT-IS-INPUT"],
  ["proxy echo.yaml --target ws://127.0.0.1:1 --port 0 --report html=echo.yaml", "OUTPUT-IS-INPUT"],
  ["faults echo.yaml --html echo.yaml", "OUTPUT-IS-INPUT"],
  ["faults echo.yaml --html types.ts", "REPORT-EXISTS"],
  ["run echo.yaml --report markdown=handlers.mjs", "REPORT-EXISTS"],
  ["run echo.yaml --report html=generated-tests/contract.lock.json", "OUTPUT-IS-INPUT"],
  ["learn talk.ndjson --out talk.ndjson --force", "OUTPUT-IS-INPUT"],
  ["generate echo.yaml --types echo.yaml", "OUTPUT-IS-INPUT"],
  ["generate echo.yaml --types types.ts", "TYPES"],
  ["serve echo.yaml --port 0 --handlers handlers.mjs --log-file handlers.mjs", "OUTPUT-IS-INPUT"],
];

describe("what any command reads", function () {
  this.timeout(PATIENT_MS);
  let folder: ReturnType<typeof ownProject>;
  before(() => {
    folder = ownProject();
  });
  after(() => folder.remove());

  it("is never written over by any flag that names a file", async () => {
    const texts = textsIn(folder.path);
    expect(await notRefused(ROWS, folder.path)).to.deep.equal([]);
    const after = textsIn(folder.path);
    // Of the first row: the second document is no input of its own report, which says why it came to no test.
    const told = after.find(([path]) => path.endsWith("other.other.echo.yaml"));
    expect(told?.[1]).to.match(/NO-WEBSOCKET/);
    expect(after.filter((one) => one !== told)).to.deep.equal(texts);
  });
});
