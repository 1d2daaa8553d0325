import type { Payload } from "../payload.ts";
import type { Step } from "../step.ts";

const ORDER = ["connect", "handshake", "handshakeAt", "attempts", "restart", "env"] as const;

/** Which functions of the service a test's steps use, in a fixed order. */
export function serviceNames(steps: readonly Step[]): string[] {
  const used = new Set(steps.flatMap(namesOf));
  return ORDER.filter((name) => used.has(name));
}

function namesOf(step: Step): string[] {
  const values = "payload" in step && usesEnvironment(step.payload) ? ["env"] : [];
  switch (step.kind) {
    case "connect":
    case "handshake":
    case "handshakeAt":
    case "restart":
      return [step.kind];
    case "attempts":
      return ["attempts", ...serviceNames(step.steps)];
    case "crowd":
    case "repeat":
      return serviceNames(step.steps);
    case "carry":
    case "echo":
    case "pushed":
      return usesEnvironment(step.values) ? ["env"] : [];
    default:
      return values;
  }
}

function usesEnvironment({ holes }: Payload): boolean {
  return holes.some(({ code }) => code.kind === "env");
}
