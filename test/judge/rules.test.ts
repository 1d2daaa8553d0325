import { expect } from "chai";
import { RULES, type RuleId } from "../../judge/rules.ts";
import { ACCEPTANCE_CASES } from "./rule-cases/acceptance.ts";
import { AUDIENCE_CASES } from "./rule-cases/audience.ts";
import { CLOSE_CASES } from "./rule-cases/close.ts";
import { DELIVERY_CASES } from "./rule-cases/delivery.ts";
import { EXCHANGE_CASES } from "./rule-cases/exchange.ts";
import { HANDSHAKE_CASES } from "./rule-cases/handshake.ts";
import { IDLE_CASES } from "./rule-cases/idle.ts";
import { REFUSAL_CASES } from "./rule-cases/refusal.ts";
import { RELATION_CASES } from "./rule-cases/relation.ts";
import type { RuleCase } from "./rule-cases/rule-case.ts";
import { Traffic } from "./traffic.ts";

/** What only the harness can see: that the service as a whole is gone. What only real traffic has: wrong clients. */
const NOT_THE_JUDGES: readonly RuleId[] = ["SERVICE-DIED", "CLIENT"];

const CASES: readonly RuleCase[] = [
  ...HANDSHAKE_CASES,
  ...CLOSE_CASES,
  ...EXCHANGE_CASES,
  ...RELATION_CASES,
  ...AUDIENCE_CASES,
  ...DELIVERY_CASES,
  ...ACCEPTANCE_CASES,
  ...REFUSAL_CASES,
  ...IDLE_CASES,
];

function rulesOf({ contract, options }: RuleCase, play: (traffic: Traffic) => void): string[] {
  const traffic = new Traffic(contract, options);
  play(traffic);
  traffic.end();
  return traffic.rules;
}

describe("judge: every rule", () => {
  it("has wrong traffic that breaks it", () => {
    const known: readonly string[] = CASES.map(({ rule }) => rule);
    const untested = Object.keys(RULES).filter((rule) => !known.includes(rule));
    expect(untested).to.have.members(NOT_THE_JUDGES);
  });

  it("names the place of the correlation id where an id was never sent", () => {
    for (const { rule, contract, options, wrong } of CASES) {
      if (rule !== "UNKNOWN-CORRELATION") continue;
      const traffic = new Traffic(contract, options);
      wrong(traffic);
      const places = traffic.violations.map(({ place }) => place);
      expect(places).to.deep.equal(["#/components/messages/token/correlationId"]);
    }
  });

  for (const one of CASES) {
    it(`${one.rule}: ${one.title}`, () => {
      expect(rulesOf(one, one.wrong)).to.deep.equal([one.rule]);
    });
    it(`${one.rule}: and nothing where not (${one.title})`, () => {
      expect(rulesOf(one, one.right)).to.deep.equal([]);
    });
  }
});
