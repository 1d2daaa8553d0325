import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The house as `docs/architecture.md` draws it: which rooms a room may enter. */
const MAY_ENTER: { readonly [room: string]: readonly string[] } = {
  contract: [],
  config: ["contract"],
  judge: ["contract"],
  samples: ["contract"],
  generator: ["contract", "samples"],
  harness: ["contract", "judge", "samples", "config"],
  server: ["contract", "samples", "config"],
  traffic: ["contract", "judge", "config"],
  learning: ["contract", "judge", "traffic"],
  report: ["contract", "judge"],
  explain: ["contract", "report"],
  runner: ["contract", "judge", "config", "generator", "server", "traffic", "learning", "report", "explain"],
  bin: ["contract", "config", "generator", "server", "report", "explain", "runner"],
};

/** One external library, one owner (or, for `ws`, the rooms that talk over sockets). */
const OWNERS: { readonly [library: string]: readonly string[] } = {
  "@asyncapi/parser": ["contract"],
  yaml: ["contract"],
  ajv: ["contract"],
  "ajv-formats": ["contract"],
  "json-p3": ["contract"],
  handlebars: ["generator"],
  diff: ["generator"],
  ws: ["harness", "server", "traffic"],
  chai: ["harness"],
  "https-proxy-agent": ["harness"],
  jose: ["config", "server"],
  mocha: ["runner"],
  tinyglobby: ["runner", "traffic"],
  "@clack/prompts": ["bin"],
  nyc: ["runner"],
  chokidar: ["runner"],
  "v8-to-istanbul": ["runner"],
  "@bcoe/v8-coverage": ["runner"],
  "istanbul-lib-coverage": ["runner"],
  "@jridgewell/trace-mapping": ["runner"],
  "js-tokens": ["runner"],
  esbuild: ["harness"],
  // Our own name, as generated tests say it: see the test of who loads the harness.
  asyncproof: ["runner"],
  "fast-check": ["samples"],
  commander: ["bin"],
  picocolors: ["report", "bin"],
};

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

function importsOf(room: string): Import[] {
  const files = readdirSync(join(root, room), { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => /\.m?ts$|\.mjs$/.test(name))
    .flatMap((name) => {
      const file = join(room, name);
      return targetsIn(readFileSync(join(root, file), "utf8")).map((target) => ({ file, room, target }));
    });
}

/** Everything that a file imports, re-exports, or loads with `import()`. */
function targetsIn(source: string): string[] {
  const statement =
    /^\s*(?:import|export)\b[^"';]*?\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;
  return [...source.matchAll(statement)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function roomOf({ file, target }: Import): string {
  const path = normalize(join(dirname(file), target));
  return path.split(sep)[0] ?? "";
}

function libraryOf(target: string): string {
  return target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Modules of dist/ that a script imports, by their paths in it without extension. */
function builtModules(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/"(?:\.\.\/)+dist\/([^"]+)\.js"/g)].map(([, name]) => name ?? "");
}

describe("architecture", () => {
  const imports = Object.keys(MAY_ENTER).flatMap(importsOf);

  it("reads imports: the rooms are not empty", () => {
    for (const room of Object.keys(MAY_ENTER))
      expect(
        imports.some((one) => one.room === room),
        room,
      ).to.equal(true);
  });

  it("sees static, type, side-effect and dynamic imports", () => {
    const source =
      'import a from "a";\nimport type {\n  B,\n} from "b";\nimport "c";\nexport * from "d";\nawait import("e");';
    expect(targetsIn(source)).to.deep.equal(["a", "b", "c", "d", "e"]);
  });

  it("lets imports run one way", () => {
    const wrong = imports
      .filter(({ target }) => target.startsWith("."))
      .filter((one) => roomOf(one) !== one.room && !MAY_ENTER[one.room]?.includes(roomOf(one)))
      .map((one) => `${one.file} enters ${roomOf(one)} (${one.target})`);
    expect(wrong).to.deep.equal([]);
  });

  it("gives each external library one owner", () => {
    const wrong = imports
      .filter(({ target }) => !target.startsWith(".") && !target.startsWith("node:"))
      .filter(({ room, target }) => !OWNERS[libraryOf(target)]?.includes(room))
      .map(({ file, target }) => `${file} imports ${target}`);
    expect(wrong).to.deep.equal([]);
  });

  it("loads the harness by its name in Mocha's child alone", () => {
    const files = (wanted: RegExp) =>
      imports.filter(({ target }) => wanted.test(target)).map(({ file }) => file);
    expect(files(/^asyncproof\b/)).to.deep.equal(["runner/test-files.ts"]);
    expect(files(/\/test-files\.ts$/)).to.deep.equal(["runner/mocha-main.ts"]);
  });

  it("lets generated tests import the harness and nothing else", () => {
    const wrong = importsOf("generated-tests")
      .filter(({ target }) => target !== "asyncproof/harness")
      .map(({ file, target }) => `${file} imports ${target}`);
    expect(wrong).to.deep.equal([]);
  });

  it("bundles each module once for whoever imports the build by its path", () => {
    const kept: { readonly [why: string]: readonly string[] } = JSON.parse(
      readFileSync(join(root, "scripts", "bundle-entries.json"), "utf8"),
    );
    const entries = new Set(Object.values(kept).flat());
    // Run by the build itself, before anything is bundled.
    const early = "scripts/build-structure.mjs";
    const wrong = ["scripts", "bench"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .map((name) => `${folder}/${name}`)
        .filter((file) => file.endsWith(".mjs") && !file.includes("node_modules") && file !== early)
        .flatMap((file) => builtModules(file).filter((name) => !entries.has(name))),
    );
    expect(wrong).to.deep.equal([]);
    expect(builtModules("scripts/fuzz/targets.mjs")).to.include("contract/tool-error");
  });

  it("keeps hand-written files under 300 lines", () => {
    const rooms = [...Object.keys(MAY_ENTER), "test"];
    const long = rooms
      .flatMap((room) =>
        readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).map((name) => join(room, name)),
      )
      .filter((file) => /\.(ts|mjs|hbs)$/.test(file))
      .filter((file) => readFileSync(join(root, file), "utf8").split("\n").length > 301);
    expect(long).to.deep.equal([]);
  });
});
