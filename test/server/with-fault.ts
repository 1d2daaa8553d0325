import type { Contract } from "../../contract/model.ts";
import type { Ground } from "./with-stub.ts";
import { withStub } from "./with-stub.ts";
import { WORKSHOP } from "./workshop.ts";

/** One test: the stub with this fault does what the fault says. */
export function shows(
  fault: string,
  what: string,
  body: (ground: Ground) => Promise<void>,
  contract: Contract = WORKSHOP,
): void {
  it(`${fault}: ${what}`, withStub({ contract, faults: [fault] }, body));
}
