import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const snippets = [...readFileSync("docs/samples.md", "utf8").matchAll(/```js\n([\s\S]*?)```/g)].map(
  ([, code = ""]) => code,
);

/** A snippet as it stands, with what it promises in its comments. */
function run(code: string, proof: string): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", `${code}\nconsole.log(JSON.stringify(${proof}));`],
    { encoding: "utf8", timeout: 25_000 },
  );
  expect(status, stderr).to.equal(0);
  return stdout.trim();
}

const PROOFS: readonly (readonly [said: string, proof: string, result: string | RegExp])[] = [
  [
    "values for a schema",
    '[samples.valid("order 7"), young]',
    /^\[\{"request_id":"req-7","email":"ada@example.com"\},\{"label":"age 17 \(minimum 18\)","value":\{.*\},"at":"\/age","place":"#\/properties\/age\/minimum","keyword":"minimum","besides":\[\],"was":30,"became":17\}\]$/,
  ],
  ["the smallest failing value", "failed.counterexample[0]", '"000000000000000000"'],
  [
    "arbitraries of a contract",
    "[typeof anyPayload.generate, typeof anyWalk.generate]",
    '["function","function"]',
  ],
  [
    "broken frames",
    'brokenFrames({ type: "hello" }).map(({ label }) => label)',
    /^\["truncated JSON","a trailing comma",.*"the same key twice"/,
  ],
  [
    "the rules that contradict each other",
    "(() => { try { samplesOf({ type: 'string', minLength: 5, maxLength: 3 }).valid(); } catch (error) { return error.rules; } })()",
    '["#/minLength","#/maxLength"]',
  ],
];

describe("docs/samples.md", () => {
  before(() => expect(existsSync("dist/samples/public.js"), "npm run build").to.equal(true));

  it("has a proof for each snippet", () => expect(snippets).to.have.length(PROOFS.length));

  for (const [index, [said, proof, result]] of PROOFS.entries())
    it(`shows what really comes: ${said}`, () => {
      const shown = run(snippets[index] ?? "", proof);
      if (typeof result === "string") expect(shown).to.equal(result);
      else expect(shown).to.match(result);
    });
});
