import { type Contract, loadContract } from "../../contract/index.ts";
import { createCoverageTally, type Verdict, type Violation } from "../../judge/index.ts";
import { type Circumstances, Hearing, type WireEvent } from "../../traffic/index.ts";
import { root } from "../bin/cli.ts";

export const AGENT = "examples/python-agent/asyncapi.yaml";
export const ROOMS = "examples/fastify-rooms/asyncapi.yaml";

export async function contractOf(spec: string): Promise<Contract> {
  const { contract } = await loadContract(spec, { cwd: root });
  return contract;
}

export const PLAIN: Circumstances = { patienceMs: null, seesAll: false, redacted: false };

/** A hearing that notes what is broken and how each connection ended. */
export function hearingOf(
  contract: Contract,
  circumstances: Circumstances = PLAIN,
): { readonly hearing: Hearing; readonly broken: Violation[]; readonly ended: string[] } {
  const broken: Violation[] = [];
  const ended: string[] = [];
  const hearing = new Hearing(
    { contract, circumstances, coverage: createCoverageTally(contract), channel: "" },
    {
      began: () => undefined,
      verdict: (verdict: Verdict) => {
        if (verdict.kind === "violated") broken.push(verdict.violation);
      },
      ended: ({ id, kept, breaches }) =>
        ended.push(`${id} ${breaches > 0 ? "broken" : kept ? "kept" : "unknown"}`),
    },
  );
  return { hearing, broken, ended };
}

/** A conversation of one connection: `>` is the client's, `<` the server's. */
export function conversation(
  lines: readonly string[],
  {
    path = "/agent",
    connection = "1",
    start = 0,
    midway = false,
  }: {
    readonly path?: string;
    readonly connection?: string;
    readonly start?: number;
    readonly midway?: boolean;
  } = {},
): WireEvent[] {
  const at = (index: number): number => start + index;
  const opened: WireEvent[] = midway
    ? []
    : [
        { kind: "handshake", at: at(0), connection, url: path, headers: {}, midway: false },
        { kind: "open", at: at(0), connection, subprotocol: "" },
      ];
  const frames = lines.map((line, index): WireEvent => {
    const from = line.startsWith(">") ? "client" : "server";
    return {
      kind: "frame",
      at: at(index + 1),
      connection,
      from,
      data: { kind: "text", text: line.slice(2) },
    };
  });
  return [...opened, ...frames];
}

export const TALK: readonly string[] = [
  '> {"agent_id":"echo","prompt":"hi"}',
  '< {"type":"token","index":0,"text":"hi"}',
  '< {"type":"done","text":"hi","token_count":1}',
];
