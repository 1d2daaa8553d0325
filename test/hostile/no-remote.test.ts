import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, start } from "../bin/cli.ts";
import { folderWith } from "../config/folder.ts";

const ROOMS = [
  "contract",
  "config",
  "judge",
  "samples",
  "generator",
  "harness",
  "server",
  "traffic",
  "report",
  "explain",
  "runner",
  "bin",
];

/** Ways to the network; types alone lead nowhere. */
const NETWORK =
  /\bfetch\(|^import (?!type\b)[^;]*from "(?:node:(?:net|tls|https?|http2|dns|dgram)|ws|https-proxy-agent)"/m;

/** Files that may open a connection, and to whom. */
const TALKERS: { readonly [file: string]: string } = {
  "config/tls-files.ts": "nobody: it checks certificates",
  "contract/document/read-source.ts": "a reference, with --allow-remote",
  "contract/formats/index.ts": "nobody: it reads addresses",
  "contract/formats/uri.ts": "nobody: it reads addresses",
  "harness/http-request.ts": "a hook or trigger of the user's config",
  "harness/reach.ts": "the proxy of the user's config",
  "harness/transport.ts": "the service under test",
  "runner/guard-group.ts": "nobody: a pipe to its own child",
  "runner/tcp.ts": "the service under test: does it accept?",
  "runner/traffic/ui/live-server.ts": "nobody: it is asked",
  "runner/watch/until-restarted.ts": "the service under test: does it accept again?",
  "server/handshake/http-answer.ts": "nobody: it answers",
  "server/listen.ts": "nobody: it is asked",
  "server/websockets.ts": "nobody: it is asked",
  "traffic/proxy/carrier.ts": "nobody: dial.ts connects",
  "traffic/proxy/dial.ts": "--target",
  "traffic/proxy/frame-parser.ts": "nobody: it reads bytes",
  "traffic/proxy/proxy.ts": "nobody: it is asked",
  "traffic/proxy/tunnel.ts": "the HTTP proxy of the user's config",
};

describe("this tool", () => {
  it("runs nothing when it is installed", () => {
    const { scripts }: { readonly scripts: { readonly [name: string]: string } } = JSON.parse(
      readFileSync(join(root, "package.json"), "utf8"),
    );
    for (const name of [
      "preinstall",
      "install",
      "postinstall",
      "prepublish",
      "prepare",
      "prepack",
      "dependencies",
    ])
      expect(Object.keys(scripts), name).not.to.include(name);
  });

  it("opens connections in few places, each to somebody whom the user has named", () => {
    const found = ROOMS.flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.(?:ts|mjs|cjs)$/.test(name))
        .filter((name) => NETWORK.test(readFileSync(join(root, room, name), "utf8")))
        .map((name) => `${room}/${name}`),
    );
    expect(found.sort()).to.deep.equal(Object.keys(TALKERS).sort());
  });

  it("has no address in its sources to which it could send anything", () => {
    for (const room of ROOMS)
      for (const name of readdirSync(join(root, room), { recursive: true, encoding: "utf8" }))
        if (/\.(?:ts|mjs|cjs)$/.test(name)) {
          const code = readFileSync(join(root, room, name), "utf8").replace(
            /\/\*[\s\S]*?\*\/|(?:^|\s)\/\/.*$/gm,
            "",
          );
          for (const [address] of code.matchAll(/["'`](?:https?|wss?):\/\/[a-z][^"'`]*/g))
            expect(address, `${room}/${name}`).to.match(
              /^.(?:http:\/\/(?:localhost|example\.(?:com|org)|json-schema\.org|www\.w3\.org)|https:\/\/(?:example\.(?:com|org)|json-schema\.org|docs\.oasis-open\.org|www\.asyncapi\.com)|wss?:\/\/(?:localhost|host|example\.(?:com|org)))/,
            );
        }
  });

  it("asks nobody while it reads, explains and writes: no socket is opened", async function () {
    this.timeout(90_000);
    const folder = folderWith({
      "guard.mjs":
        'import net from "node:net"; import dns from "node:dns"; import { writeSync } from "node:fs";\n' +
        "const told = (what) => { writeSync(2, 'ASKED ' + what + '\\n'); };\n" +
        "const real = net.Socket.prototype.connect; net.Socket.prototype.connect = function (...args) { told('socket'); return real.apply(this, args); };\n" +
        "const look = dns.lookup; dns.lookup = (...args) => { told('dns'); return look(...args); };\n" +
        "const got = globalThis.fetch; globalThis.fetch = (...args) => { told('fetch'); return got(...args); };\n",
    });
    const env = { NODE_OPTIONS: `--import=${join(folder.path, "guard.mjs")}` };
    const spec = join(root, "test/bin/fixture/echo.yaml");
    for (const args of [
      ["explain", spec],
      ["generate", spec],
    ]) {
      const cli = start(args, folder.path, env);
      expect(await cli.ended, cli.stderr).to.equal(0);
      expect(cli.stderr).not.to.include("ASKED");
    }
    folder.remove();
  });
});
