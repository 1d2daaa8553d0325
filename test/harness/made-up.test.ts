import { expect } from "chai";
import { lockText } from "../../contract/index.ts";
import { madeUp } from "../../harness/made-up.ts";
import { groundOf } from "../../harness/ground.ts";
import * as samples from "../../samples/public.ts";
import { HEAD, inFolder, read } from "../contract/document-fixture.ts";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const TWINS = `${HEAD}
servers: { s: { host: h, protocol: ws } }
channels: { c: { address: /c, messages: { one: { payload: { type: string } }, twin: { payload: { type: string } } } } }
operations: { say: { action: receive, channel: { $ref: "#/channels/c" } } }
`;

describe("values for a property", () => {
  it("are not looked for forever where each is another message, too", async () => {
    const { contract } = await read(TWINS);
    await inFolder({ "contract.lock.json": lockText(contract) }, async (folder) => {
      const ground = await groundOf(pathToFileURL(join(folder, "contract.lock.json")));
      const held = { seed: 1, runs: 3, path: "", budgetMs: 5000 };
      const tried = (message: string): Promise<unknown> => {
        const any = { kind: "valid", channel: "c", message } as const;
        return samples.checkProperty(
          madeUp(samples, ground, any),
          () => Promise.resolve({ kind: "held" }),
          held,
        );
      };
      expect(await tried("one")).to.deep.equal({ kind: "held", runs: 3 });
      const refused = await tried("twin").then(
        () => "",
        (error: Error) => `${error.name}: ${error.message}`,
      );
      expect(refused).to.match(/^Unsatisfiable: .*of 1000 values none is taken for twin and nothing else/);
    });
  });
});
