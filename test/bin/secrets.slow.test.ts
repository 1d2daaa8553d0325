import { expect } from "chai";
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { fixture, PATIENT_MS, start } from "./cli.ts";

const SECRETS = {
  door: "door-key/of the house",
  word: "open-sesame",
  session: "session-of-the-guest",
  signing: "signing-secret-of-nobody-else",
};

const CONFIG = `
patience: 1500ms
credentials:
  door: { command: [${JSON.stringify(process.execPath)}, "-e", "console.log(process.env.DOOR)"] }
  word: { env: WORD }
  unused: { jwt: { secret: ${SECRETS.signing} } }
headers: { X-Session: { env: SESSION } }
`;

describe("secrets", function () {
  this.timeout(PATIENT_MS);
  const folder = folderWith({ "asyncproof.config.yaml": CONFIG });
  copyFileSync(join(fixture, "vault.yaml"), join(folder.path, "vault.yaml"));
  after(() => folder.remove());

  const env = { DOOR: SECRETS.door, WORD: SECRETS.word, SESSION: SECRETS.session };
  const service = `${JSON.stringify(process.execPath)} ${JSON.stringify(join(fixture, "gossip.mjs"))} {port}`;

  async function said(...args: readonly string[]): Promise<string> {
    const cli = start(["run", "vault.yaml", ...args], folder.path, env);
    await cli.ended;
    return `${cli.stdout}\n${cli.stderr}`;
  }

  /** Every file that stands in the folder now, but the config that holds them. */
  function written(): string[] {
    return readdirSync(folder.path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== "asyncproof.config.yaml")
      .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), "utf8")}`);
  }

  function expectClean(text: string): void {
    for (const secret of Object.values(SECRETS))
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")])
        expect(text, form).not.to.include(form);
  }

  it("stand in nothing that a run prints or writes, whatever the service does with them", async () => {
    const args = ["--start", service, "--write-known", "--report", "ndjson=run.ndjson"];
    const told = await said(...args, "--verbose");
    expect(told).to.include("known");
    const failures = await said("--start", service, "--known", "none.yaml");
    expect(failures).to.include("KNOWN-UNREADABLE");
    const json = await said("--start", service, "--json");
    expect(json).to.include('"verdict": "violated"').and.to.include("***");
    const files = written();
    expect(files.join("\n")).to.include("service.log").and.to.include("failed.json").and.to.include("***");
    for (const text of [told, failures, json, ...files]) expectClean(text);
  });

  it("stand in no list and in no shown config", async () => {
    const shown = await said("--show-config");
    expect(shown).to.include("credentials.door");
    const list = await said("--list");
    expect(list).to.include("tests");
    for (const text of [shown, list]) expectClean(text);
  });
});
