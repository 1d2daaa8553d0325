import { expect } from "chai";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import WebSocket from "ws";
import { folderWith } from "../config/folder.ts";
import { type Cli, fixture, PATIENT_MS, said, start } from "./cli.ts";

const ECHO = readFileSync(join(fixture, "echo.yaml"), "utf8");
/** The same with the reply's payload in a file of its own. */
const SPLIT = ECHO.replace(
  /said:\n\s+payload:[\s\S]*?(\n\s+correlationId)/,
  'said:\n        payload: { $ref: "./said.yaml" }$1',
);
const saidAs = (type: string): string =>
  `type: object\nrequired: [type, id]\nproperties: { type: { const: ${type} }, id: { type: string } }\n`;
const handlersSaying = (id: string): string =>
  `export default { talk: ({ reply }: any) => reply("said", { id: "${id}" }) };`;

interface Served extends AsyncDisposable {
  readonly cli: Cli;
  readonly url: string;
  readonly path: string;
  /** Opens a connection, asks, and gives the answer. */
  ask(): Promise<{ readonly socket: WebSocket; readonly answer: unknown }>;
}

async function served(
  files: { readonly [name: string]: string },
  ...flags: readonly string[]
): Promise<Served> {
  const folder = folderWith(files);
  const cli = start(["serve", "echo.yaml", "--port", "0", ...flags], folder.path);
  const [url = ""] = await said(cli, /ws:\/\/127\.0\.0\.1:\d+/);
  await said(cli, /\/echo/);
  return {
    cli,
    url,
    path: folder.path,
    ask: async () => {
      const socket = new WebSocket(`${url}/echo`);
      await once(socket, "open");
      socket.send('{"type":"say","id":"1"}');
      const [data]: readonly unknown[] = await once(socket, "message");
      return { socket, answer: JSON.parse(String(data)) };
    },
    [Symbol.asyncDispose]: async () => {
      cli.child.kill("SIGTERM");
      await cli.ended;
      folder.remove();
    },
  };
}

async function closeOf(socket: WebSocket): Promise<string> {
  const [code, reason]: readonly unknown[] = await once(socket, "close");
  return `${code} ${reason}`.trim();
}

describe("asyncproof serve, when files change", function () {
  this.timeout(PATIENT_MS);

  it("starts again with the new file, told by 1012; a broken one leaves the old one in service", async () => {
    await using stub = await served({ "echo.yaml": SPLIT, "said.yaml": saidAs("said") });
    const { socket, answer } = await stub.ask();
    expect(answer).to.deep.equal({ type: "said", id: "1" });
    writeFileSync(join(stub.path, "echo.yaml"), "asyncapi: [");
    await said(stub.cli, /echo\.yaml changed, but the new one can't be served[\s\S]*YAML-SYNTAX/);
    expect(socket.readyState).to.equal(socket.OPEN);
    writeFileSync(join(stub.path, "echo.yaml"), `# A comment changes no promise.\n${SPLIT}`);
    await said(stub.cli, /nothing of the contract/);
    const closed = closeOf(socket);
    writeFileSync(join(stub.path, "said.yaml"), saidAs("told"));
    expect(await closed).to.equal("1012 service restart: said.yaml changed");
    const again = await stub.ask();
    expect(again.answer).to.deep.equal({ type: "told", id: "1" });
    const gone = closeOf(again.socket);
    stub.cli.child.kill("SIGTERM");
    expect(await gone).to.equal("1001");
    expect(await stub.cli.ended).to.equal(0);
  });

  it("runs new handlers; logs frames as NDJSON on standard output, secrets masked", async () => {
    await using stub = await served(
      { "echo.yaml": ECHO, "mine.ts": handlersSaying("one") },
      ...["--handlers", "mine.ts", "--log-format", "ndjson", "--health", "/up"],
    );
    const { socket, answer } = await stub.ask();
    expect(answer).to.deep.equal({ type: "said", id: "one" });
    const closed = closeOf(socket);
    writeFileSync(join(stub.path, "mine.ts"), handlersSaying("two"));
    expect(await closed).to.equal("1012 service restart: mine.ts changed");
    const next = await stub.ask();
    expect(next.answer).to.deep.equal({ type: "said", id: "two" });
    next.socket.send('{"type":"say","id":"eyJhbGciOiJub25lIn0.eyJzIjoxfQ.x"}');
    await said(stub.cli, /\*\*\*/);
    expect(stub.cli.stdout).not.to.include("eyJ");
    const health = await fetch(`${stub.url.replace("ws:", "http:")}/up`);
    expect(await health.json()).to.include({ status: "ok", version: "1.0.0", connections: 1 });
    const lines = stub.cli.stdout
      .trim()
      .split("\n")
      .map((line): { kind: string } => JSON.parse(line));
    expect(lines[0]).to.deep.equal({ kind: "listening", url: stub.url });
    expect(lines.map(({ kind }) => kind)).to.include.members(["opened", "received", "sent", "closed"]);
  });
});
