import type { Payload } from "../../generator/payload.ts";
import { handshakeForm } from "../../generator/planning/script.ts";
import type { Step, StepKind, Subject } from "../../generator/step.ts";

const payload: Payload = {
  json: { type: "say", to: "x" },
  holes: [{ at: "/to", code: { kind: "identity", client: "peer" } }],
};
const given: Payload = { json: null, holes: [{ at: "", code: { kind: "given", name: "payload" } }] };
const subject: Subject = { of: "replies", wait: "" };
const send: Step = { kind: "send", exchange: "say", client: "client", message: "say", payload };

/** One step of every kind: a new kind that is missing here does not compile. */
export const STEP_SAMPLES: { readonly [kind in StepKind]: Extract<Step, { kind: kind }> } = {
  connect: { kind: "connect", client: "client", handshake: handshakeForm("chat", { as: "second" }) },
  opened: { kind: "opened", client: "client", sequence: "welcome" },
  send,
  converse: { kind: "converse", client: "client", message: "ping", payload, claim: "succeed" },
  converseAny: { kind: "converseAny", client: "client", message: "ping", payload: given, claim: "accepted" },
  walk: { kind: "walk", client: "client", payload: given },
  ended: { kind: "ended", replies: "replies", exchange: "say" },
  next: { kind: "next", exchange: "say", message: "token" },
  follow: { kind: "follow", subject: { of: "say", wait: "ended" }, sequence: "token+ done" },
  succeed: { kind: "succeed", subject },
  succeedIfTaken: { kind: "succeedIfTaken", subject },
  accepted: { kind: "accepted", subject },
  carry: { kind: "carry", subject, values: payload },
  echo: { kind: "echo", subject, values: payload },
  sendText: { kind: "sendText", frame: "bad", client: "client", text: "{" },
  sendJson: { kind: "sendJson", frame: "bad", client: "client", payload },
  sendBinary: { kind: "sendBinary", frame: "bad", client: "client", text: "hello" },
  undecodable: { kind: "undecodable", client: "client", bytes: { json: [34, 195], holes: [] } },
  sendPadded: { kind: "sendPadded", frame: "bad", text: "text", client: "client", payload, bytes: 100 },
  fire: { kind: "fire", client: "client", payload },
  repeat: { kind: "repeat", times: 3, steps: [send] },
  refused: {
    kind: "refused",
    subject,
    reject: "invalid",
    outcomes: [{ reply: "error" }, { close: [1007, 1008] }],
  },
  harmless: { kind: "harmless", subject, reject: "malformed" },
  passed: { kind: "passed", subject },
  handshake: {
    kind: "handshake",
    answer: "answer",
    handshake: handshakeForm("chat", { expects: "forbidden" }),
  },
  handshakeAt: { kind: "handshakeAt", answer: "answer", path: "/nowhere" },
  refusedWith: { kind: "refusedWith", answer: "answer", outcomes: [{ status: 401 }, { close: "any" }] },
  pushed: { kind: "pushed", client: "client", messages: ["said"], values: payload },
  triggered: { kind: "triggered", client: "client", message: "news" },
  quiet: { kind: "quiet", meanwhile: "after", client: "client" },
  none: { kind: "none", subject: { of: "client", wait: "quiet" }, message: "token" },
  close: { kind: "close", client: "client", code: 1000 },
  cut: { kind: "cut", client: "client" },
  reset: { kind: "reset", client: "client" },
  stopReading: { kind: "stopReading", client: "client" },
  readOn: { kind: "readOn", client: "client" },
  restart: { kind: "restart" },
  closedByServer: { kind: "closedByServer", client: "client", codes: [4408] },
  attempts: { kind: "attempts", times: 5, steps: [send], interrupted: "say" },
  crowd: { kind: "crowd", count: 50, steps: [send] },
};
