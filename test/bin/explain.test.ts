import { expect } from "chai";
import { asyncproof, PATIENT_MS } from "./cli.ts";

describe("asyncproof explain", function () {
  this.timeout(PATIENT_MS);

  it("tells the contract as understood, with lines, and what is unspecified", async () => {
    const { code, stdout } = await asyncproof(["explain", "echo.yaml"]);
    expect(code).to.equal(0);
    expect(stdout)
      .to.include("echo  /echo  (echo.yaml:7)")
      .and.to.match(/talk +say -> said/);
    expect(stdout.replaceAll(/\s+/g, " ")).to.include("`within` would say it (echo.yaml:25)");
  });

  it("gives one JSON document, a diagram, or only the overlay", async () => {
    const json = await asyncproof(["explain", "echo.yaml", "--json"]);
    expect(JSON.parse(json.stdout)).to.have.property("unspecified").with.property("length").above(3);
    expect((await asyncproof(["explain", "echo.yaml", "--format", "mermaid"])).stdout).to.include(
      "stateDiagram-v2",
    );
    expect((await asyncproof(["explain", "echo.yaml", "--format", "overlay"])).stdout).to.match(
      /^overlay: 1\.0\.0\n/,
    );
  });

  it("exits with 2 for a channel that is not there, and names the nearest", async () => {
    const { code, stderr } = await asyncproof(["explain", "echo.yaml", "--channel", "ecco"]);
    expect(code).to.equal(2);
    expect(stderr).to.include("UNKNOWN-NAME").and.to.include("`echo`").and.not.to.include("    at ");
  });
});
