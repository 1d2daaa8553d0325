import { checkOutlet } from "./forms.ts";
import { OUTLETS } from "./outlets.ts";
import { PAYLOADS } from "./payloads.ts";

describe("an outlet", function () {
  this.timeout(120_000);

  for (const name of OUTLETS.keys())
    it(`${name} lets none of ${PAYLOADS.length} hostile texts be more than text`, () =>
      checkOutlet(name, PAYLOADS));
});
