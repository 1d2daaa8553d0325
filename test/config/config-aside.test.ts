import { expect } from "chai";
import { join } from "node:path";
import { configAside } from "../../config/config-aside.ts";
import { loadConfig } from "../../config/index.ts";
import { placeOf } from "../../config/place-of.ts";
import { folderWith } from "./folder.ts";

describe("a config that is not read", () => {
  const folder = folderWith({
    "services/chat/asyncproof.config.yaml": "tls: {}\ntriggers: {}\n",
    "services/chat/api/asyncapi.yaml": "",
    "services/news/asyncapi.yaml": "",
    "deep/er/x": "",
    "asyncproof.config.json": "{}",
    "asyncapi.yaml": "",
  });
  after(() => folder.remove());
  const aside = (spec: string, cwd: string): string | null => configAside(spec, join(folder.path, cwd));

  it("lies beside the document, or above it up to the working directory", () => {
    expect(aside("services/chat/api/asyncapi.yaml", ".")).to.equal("services/chat/asyncproof.config.yaml");
    expect(aside("chat/api/asyncapi.yaml", "services")).to.equal("chat/asyncproof.config.yaml");
  });

  it("lies where the document is, for whoever is below it", () =>
    expect(aside("../../asyncapi.yaml", "deep/er")).to.equal("../../asyncproof.config.json"));

  it("is none where the working directory has it, or nobody", () => {
    expect(aside("asyncapi.yaml", ".")).to.equal(null);
    expect(aside("services/news/asyncapi.yaml", ".")).to.equal(null);
    expect(aside("../news/asyncapi.yaml", "services/chat")).to.equal(null);
  });

  it("tells the line of a setting, and of one below it; of a default the file", async () => {
    const config = await loadConfig({ cwd: join(folder.path, "services/chat"), flags: {}, env: {} });
    expect(placeOf(config, "tls")).to.equal("asyncproof.config.yaml:1");
    expect(placeOf(config, "triggers.news")).to.equal("asyncproof.config.yaml:2");
    expect(placeOf(config, "hooks")).to.equal("asyncproof.config.yaml");
  });
});
