import { expect } from "chai";
import {
  type Config,
  type ConfigFile,
  loadConfig,
  proxyFor,
  secretsOf,
  shownConfig,
  withCommandCredentials,
} from "../../config/index.ts";
import { ToolError } from "../../contract/tool-error.ts";
import { folderWith } from "./folder.ts";

async function load(
  text: string,
  { name = "asyncproof.config.yaml", flags = {} }: { name?: string; flags?: ConfigFile } = {},
): Promise<Config> {
  const folder = folderWith({ [name]: text });
  try {
    return await loadConfig({ cwd: folder.path, flags, env: {} });
  } finally {
    folder.remove();
  }
}

async function failure(work: Promise<unknown>): Promise<ToolError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
  throw new Error("nothing was wrong");
}

const NODE = process.execPath;
const prints = (script: string): string => JSON.stringify([NODE, "-e", script]);

describe("a credential by command", () => {
  it("is what the command writes, trimmed; one for everybody, and an identity's own", async () => {
    const config = await load(`
credentials: { key: { command: ${prints('console.log(" for everybody \\n")')} } }
identities:
  zoe: { credentials: { key: { command: ${prints('console.log("for " + process.env.ASYNCPROOF_IDENTITY)')} } } }
`);
    const ran = await withCommandCredentials(config, process.env);
    expect(ran.credentials).to.deep.equal({ key: { value: "for everybody" } });
    expect(ran.identities[0]?.credentials).to.deep.equal({ key: { value: "for zoe" } });
    expect(secretsOf(ran, {})).to.include.members(["for everybody", "for zoe"]);
  });

  it("runs without a shell", async () => {
    const config = await load(
      `credentials: { key: { command: [${JSON.stringify(NODE)}, "-e", "console.log(process.argv[1])", "$(id); *"] } }`,
    );
    const ran = await withCommandCredentials(config, process.env);
    expect(ran.credentials).to.deep.equal({ key: { value: "$(id); *" } });
  });

  for (const [what, command, text] of [
    [
      "fails, with the last it wrote",
      prints('console.error("log in first"); process.exit(2)'),
      "log in first",
    ],
    ["writes nothing", prints(""), "wrote nothing"],
    ["is not there", '["no-such-program"]', "no-such-program"],
    ["never ends", prints("setInterval(() => {}, 99)"), "within 300 ms"],
  ] as const)
    it(`that ${what} is an error`, async () => {
      const limit = text.startsWith("within") ? "300ms" : "10s";
      const config = await load(`hookTimeout: ${limit}\ncredentials: { key: { command: ${command} } }`);
      const error = await failure(withCommandCredentials(config, process.env));
      expect(error.code).to.equal("CREDENTIAL-COMMAND");
      expect(`${error.message} ${error.hint}`).to.include(text);
    });

  it("is a list of words: a line for a shell is refused", async () => {
    const error = await failure(load("credentials: { key: { command: get token } }"));
    expect(error.hint).to.include("as a list");
  });
});

describe("the setup of a config", () => {
  it("takes functions where hooks and triggers are, and nowhere else", async () => {
    const name = "asyncproof.config.mjs";
    const config = await load(
      "export default { hooks: { beforeAll: () => 7 }, triggers: { news: () => 8 } };",
      {
        name,
      },
    );
    const facts = { url: "", test: [], channel: "", identity: "", operation: "" };
    const { beforeAll } = config.setup.hooks;
    expect(beforeAll?.kind === "function" && beforeAll.call(facts)).to.equal(7);
    expect(config.setup.triggers["news"]?.kind).to.equal("function");
    const error = await failure(load("export default { values: { x: () => 1 } };", { name }));
    expect([error.code, error.hint]).to.deep.equal([
      "CONFIG-INVALID",
      "functions stand directly below `hooks` and `triggers`",
    ]);
  });

  for (const [text, hint] of [
    ["hooks: { beforeEahc: { command: [x] } }", "did you mean `beforeEach`?"],
    ["triggers: { news: { requets: { url: 'http://h/' } } }", "did you mean `request`?"],
    ["tls: { cacert: ca.pem }", "did you mean"],
    ["proxy: localhost:3128", "http://host:port"],
    ["headers: { Host: example.com }", "belong to the handshake"],
    ['headers: { X-Tenant: "a\\nX-Admin: 1" }', "no header can hold one"],
    ["hookTimeout: 10", "docs/config.md"],
  ] as const)
    it(`refuses ${text}, and says what to write`, async () => {
      const error = await failure(load(text));
      expect([error.code, typeof error.where]).to.deep.equal(["CONFIG-INVALID", "object"]);
      expect(error.hint).to.include(hint);
    });

  it("makes values of payloads, leaf by leaf; a value says more", async () => {
    const config = await load(
      'payloads: { say: { text: hi, to: { room: 1, "a/b": [1, 2] } } }\nvalues: { "say#/to/room": 2 }',
    );
    expect(config.values).to.deep.equal({ "say#/text": "hi", "say#/to/room": 2, "say#/to/a~1b": [1, 2] });
  });
});

describe("--show-config", () => {
  it("tells every setting with its origin, by name where names merge", async () => {
    const config = await load("seed: 3\ncredentials:\n  a: { env: A }\n  b: { value: hidden-b }\n", {
      flags: { out: "flag", credentials: { b: { value: "hidden-flag" } } },
    });
    const shown = new Map(shownConfig(config, {}).map((row) => [row.key, row]));
    expect(shown.get("seed")).to.include({ value: 3, origin: "asyncproof.config.yaml:1" });
    expect(shown.get("out")).to.include({ value: "flag", origin: "--out" });
    expect(shown.get("credentials.a")).to.include({ origin: "asyncproof.config.yaml:3" });
    expect(shown.get("credentials.b")).to.include({ origin: "--credentials" });
    expect(shown.get("patience")).to.include({ value: "10000ms", origin: "default" });
    const keys = new Set([...shown.keys()].map((key) => key.split(".")[0]));
    expect([...keys]).to.include.members(
      Object.keys(config.origins).filter((key) => key !== "payloads" && !key.includes(".")),
    );
  });

  it("holds no secret, in whatever setting it stands", async () => {
    const config = await load(`
url: ws://me:secret-in-url@host:1
proxy: http://me:secret-of-proxy@host:2
credentials:
  a: { value: secret-a }
  b: { jwt: { secret: secret-b } }
  c: { command: [tool, --password, secret-c] }
identities: { zoe: { credentials: { a: { value: secret-zoe } } } }
headers: { X-Api-Key: secret-header, X-Other: { env: OTHER } }
tls: { passphrase: secret-pass }
hooks: { beforeAll: { command: [tool, secret-hook] } }
triggers: { news: { request: { url: "http://me:secret-trigger@h/", headers: { Authorization: Bearer secret-bearer } } } }
values: { "say#/x": secret-a }
`);
    const text = JSON.stringify(shownConfig(config, { OTHER: "secret-variable" }));
    expect(text.match(/secret-\w+/g)).to.equal(null);
    expect(text).to.include("***");
  });
});

describe("proxyFor", () => {
  async function proxy(target: string, env: { [name: string]: string }, proxy = ""): Promise<string> {
    const config = await load(proxy === "" ? "{}" : `proxy: ${proxy}`);
    return proxyFor(new URL(target), config, env)?.host ?? "";
  }
  const env = { HTTPS_PROXY: "http://secure:1", HTTP_PROXY: "plain:2" };

  for (const [target, more, expected] of [
    ["wss://example.com/", {}, "secure:1"],
    ["ws://example.com/", {}, "plain:2"],
    ["wss://localhost:8/", {}, ""],
    ["wss://127.0.0.1/", {}, ""],
    ["wss://a.example.com/", { NO_PROXY: "example.com" }, ""],
    ["wss://a.example.com:8443/", { no_proxy: "x, .example.com:8443" }, ""],
    ["wss://a.example.com:8443/", { NO_PROXY: "example.com:1" }, "secure:1"],
    ["wss://notexample.com/", { NO_PROXY: "example.com" }, "secure:1"],
    ["wss://example.com/", { NO_PROXY: "*" }, ""],
  ] as const)
    it(`gives ${expected || "none"} for ${target} with ${JSON.stringify(more)}`, async () =>
      expect(await proxy(target, { ...env, ...more })).to.equal(expected));

  it("takes the config's own before the environment, for this machine too", async () => {
    expect(await proxy("ws://localhost:1/", env, "http://own:3")).to.equal("own:3");
    expect(await proxy("wss://example.com/", env, "none")).to.equal("");
  });
});
