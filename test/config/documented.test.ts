import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CONFIG_SCHEMA, loadConfig } from "../../config/index.ts";
import { isObject, type Json } from "../../contract/json.ts";
import { folderWith } from "./folder.ts";

const text = readFileSync(join(import.meta.dirname, "../../docs/config.md"), "utf8");

function keysOf(schema: Json | undefined): string[] {
  return isObject(schema) && isObject(schema["properties"]) ? Object.keys(schema["properties"]).sort() : [];
}

function rowsUnder(heading: RegExp): string[] {
  const table = text.slice(text.search(heading)).split("\n\n")[0] ?? "";
  return [...table.matchAll(/^\| `(\w+)` +\|/gm)].map(([, key]) => key ?? "").sort();
}

describe("docs/config.md", () => {
  it("has a row for every setting, and no other", () =>
    expect(rowsUnder(/^\| key +\| flag /m)).to.deep.equal(keysOf(CONFIG_SCHEMA)));

  it("has a row for every key of a JWT recipe, and no other", () => {
    const definitions = CONFIG_SCHEMA["$defs"];
    const credential = isObject(definitions) ? definitions["credential"] : undefined;
    const properties = isObject(credential) ? credential["properties"] : undefined;
    expect(rowsUnder(/^\| key of `jwt` /m)).to.deep.equal(
      keysOf(isObject(properties) ? properties["jwt"] : undefined),
    );
  });

  it("shows a config file that is one", async () => {
    const [, yaml = ""] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
    const folder = folderWith({ "asyncproof.config.yaml": yaml });
    const config = await loadConfig({ cwd: folder.path, flags: {}, env: {} }).finally(() => folder.remove());
    expect(config.url).to.equal("ws://localhost:8080");
    expect(config.values).to.deep.equal({ "prompt#/agent_id": "echo" });
  });
});

describe("CONFIG_SCHEMA", () => {
  it("is a schema by the rules of draft 2020-12", () =>
    expect(new Ajv2020().validateSchema(CONFIG_SCHEMA)).to.equal(true));
});
