import type { Payload } from "../payload.ts";
import type { Step } from "../step.ts";

/** The same steps without the variables that nobody reads. */
export function withoutUnusedNames(steps: readonly Step[]): readonly Step[] {
  const used = new Set(steps.flatMap(namesRead));
  return steps.map((step) => unbound(step, used));
}

function unbound(step: Step, used: ReadonlySet<string>): Step {
  switch (step.kind) {
    case "connect":
      return used.has(step.client) ? step : { ...step, client: "" };
    case "send":
      return used.has(step.exchange) ? step : { ...step, exchange: "" };
    case "handshake":
    case "handshakeAt":
      return used.has(step.answer) ? step : { ...step, answer: "" };
    case "attempts":
    case "crowd":
    case "repeat":
      return { ...step, steps: step.steps.map((inner) => unbound(inner, used)) };
    default:
      return step;
  }
}

/** Variables that a step reads. */
function namesRead(step: Step): string[] {
  const values = "payload" in step ? clientsIn(step.payload) : "values" in step ? clientsIn(step.values) : [];
  switch (step.kind) {
    case "connect":
    case "handshake":
    case "handshakeAt":
      return [];
    case "ended":
    case "next":
      return [step.exchange];
    case "refusedWith":
      return [step.answer];
    case "attempts":
      return [step.interrupted, ...step.steps.flatMap(namesRead)];
    case "crowd":
    case "repeat":
      return step.steps.flatMap(namesRead);
    default:
      return [
        ...values,
        ...("client" in step ? [step.client] : []),
        ...("subject" in step ? [step.subject.of] : []),
      ];
  }
}

function clientsIn({ holes }: Payload): string[] {
  return holes.flatMap(({ code }) => ("client" in code ? [code.client] : []));
}
