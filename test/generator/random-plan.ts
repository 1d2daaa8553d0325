import type { Json } from "../../contract/json.ts";
import type { ExpectedOutcome } from "../../generator/expected-outcome.ts";
import type { PlannedTest, TestPlan } from "../../generator/index.ts";
import type { Payload } from "../../generator/payload.ts";
import { handshakeForm } from "../../generator/planning/script.ts";
import type { HandshakeForm, Step, Subject } from "../../generator/step.ts";
import { createRandom, type Random } from "../../samples/index.ts";

/** Words that are hard to write as code, or to fit into a line. */
const WORDS = [
  ..."a content request_id x-y __proto__ constructor class 1 01 a.b */ back\\slash ) { } f(x ﾊﾝｶｸ Ω≈ 漢字 naïve".split(
    " ",
  ),
  ...[
    "",
    "Hello world",
    "it's",
    'say "hi"',
    "emoji 🎉",
    "new\nline",
    "$".concat("{x}"),
    "`tick`",
    "\u2028",
    "(a, b)",
  ],
  ...[
    "x".repeat(45),
    "y".repeat(120),
    "key_that_is_quite_long_for_a_name",
    "e\u0301",
    "👨‍👩‍👧",
    "😀".repeat(30),
  ],
];
const NUMBERS = [0, -1, 1.5, 1e21, 1e-7, 123456789012, -0.25, 5];

/** A plan that nobody would make, for what is written of it; the same for the same seed. */
export function randomPlan(seed: number): TestPlan {
  const maker = new PlanMaker(createRandom(seed));
  const files = Array.from({ length: 10 }, (_, index) => ({
    path: `stream/file-${seed}-${index}.test.ts`,
    family: "stream" as const,
    channel: "x",
    title: maker.text(),
    groups: ["", `${index} ${maker.text()}`].map((title) => ({
      title,
      place: `#/${maker.text()}`,
      tests: Array.from({ length: 6 }, (__, number) => maker.test(number)),
    })),
  }));
  return { document: maker.text(), seed, files };
}

class PlanMaker {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  test(number: number): PlannedTest {
    const title = `${number} ${this.text()}`;
    const covers = this.#some(4, () => `#/${this.text()}`);
    if (this.#one(5))
      return { kind: "notReached", title, covers, reason: "needs trigger", because: this.text() };
    const first: Step = { kind: "connect", client: "client", handshake: handshakeForm("x", {}) };
    const steps = [first, this.#step(), ...this.#some(4, () => this.#step())];
    return {
      kind: "scenario",
      title,
      covers,
      exclusive: this.#random.pick([false, true, "channel"] as const),
      unspecified: this.#one(2) ? this.text() : "",
      any: null,
      steps,
    };
  }

  text(): string {
    return this.#some(7, () => this.#random.pick(WORDS)).join(this.#random.pick(["", " ", "_"]));
  }

  #word(): string {
    return this.#random.pick(WORDS).slice(0, 40);
  }

  #one(of: number): boolean {
    return this.#random.below(of) === 0;
  }

  #some<T>(below: number, make: () => T): T[] {
    return Array.from({ length: this.#random.below(below) }, make);
  }

  #json(depth: number): Json {
    switch (this.#random.below(depth > 3 ? 4 : 7)) {
      case 0:
        return this.#random.pick([true, false, null, ...NUMBERS]);
      case 1:
      case 2:
      case 3:
        return this.text();
      case 4:
        return this.#some(5, () => (this.#one(3) ? 1 : this.#json(depth + 1)));
      case 5:
        return this.#some(40, () => this.#random.pick(NUMBERS));
      default:
        return this.#object(depth + 1);
    }
  }

  #object(depth: number): { [name: string]: Json } {
    return Object.fromEntries(this.#some(5, () => [this.#word(), this.#json(depth)]));
  }

  #payload(): Payload {
    const json = { first: this.#json(0), ...this.#object(0) };
    if (this.#one(2)) return { json, holes: [] };
    const code = this.#random.pick([
      { kind: "identity", client: "client" } as const,
      { kind: "received", client: "client", message: this.#word(), pointer: "/a" } as const,
      { kind: "numbered", text: this.text(), digits: 0 } as const,
      { kind: "numbered", text: this.text(), digits: 12 } as const,
      { kind: "counted", from: 7 } as const,
      { kind: "env", name: this.#word().slice(0, 30) } as const,
      { kind: "credential", client: "client", name: this.#word().slice(0, 30) } as const,
    ]);
    return { json: { ...json, to: "x" }, holes: [{ at: "/to", code }] };
  }

  #subject(): Subject {
    return this.#random.pick([
      { of: "client", wait: "" },
      { of: "bad", wait: "refusal" },
      { of: "say", wait: "ended" },
    ] as const);
  }

  #outcomes(): ExpectedOutcome[] {
    const make = (): ExpectedOutcome =>
      this.#random.pick([
        { reply: this.#word() },
        { reply: this.#word(), where: { "/code": this.text(), [`/${this.#word()}`]: 1 } },
        { close: 1009 },
        { status: [401, 403] },
      ]);
    return [make(), ...this.#some(3, make)];
  }

  #handshake(): HandshakeForm {
    return handshakeForm(this.#word(), {
      as: this.#random.pick(["", "second", "numbered"]),
      query: this.#some(2, () => [this.#word(), this.text()] as const),
      without: this.#some(3, () => this.text()),
      expects: this.#random.pick(["", "forbidden"]),
    });
  }

  #step(): Step {
    const send: Step = {
      kind: "send",
      exchange: "say",
      client: "client",
      message: this.#word(),
      payload: this.#payload(),
    };
    const carry: Step = { kind: "carry", subject: this.#subject(), values: this.#payload() };
    return this.#random.pick<Step>([
      send,
      carry,
      { kind: "connect", client: "client", handshake: this.#handshake() },
      { kind: "opened", client: "client", sequence: this.text() },
      { kind: "follow", subject: this.#subject(), sequence: this.text() },
      { kind: "sendText", frame: "bad", client: "client", text: JSON.stringify(this.#json(0)) },
      { kind: "sendJson", frame: "bad", client: "client", payload: { json: this.#json(0), holes: [] } },
      { kind: "refused", subject: this.#subject(), reject: "invalid", outcomes: this.#outcomes() },
      { kind: "refusedWith", answer: "answer", outcomes: this.#outcomes() },
      { kind: "pushed", client: "client", messages: [this.#word()], values: this.#payload() },
      { kind: "attempts", times: 5, steps: [send], interrupted: "say" },
      { kind: "crowd", count: 50, steps: [send, carry] },
      { kind: "repeat", times: 3, steps: [send] },
    ]);
  }
}
