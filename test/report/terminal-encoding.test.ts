import { expect } from "chai";
import { commandless, oneLine, visible } from "../../contract/plain-text.ts";
import { coloursFor, terminalReporter } from "../../report/index.ts";
import { EVERYTHING_END, EVERYTHING_EVENTS } from "./hostile.ts";

const CLEAR = "\r\u001b[2K";

async function terminal(progress: boolean): Promise<string> {
  let text = "";
  const colours = coloursFor({ isTTY: false }, { color: false, env: {} });
  const out = {
    write: (more: string) => {
      text += more;
    },
  };
  const reporter = terminalReporter({ out, width: 80, colours, progress, detail: "normal" });
  for (const event of EVERYTHING_EVENTS) reporter.take(event);
  await reporter.finish(EVERYTHING_END);
  return text;
}

describe("the terminal", () => {
  it("gets nothing from documents or services that steers it", async () => {
    expect(await terminal(false)).not.to.match(/(?![\n\t])\p{Cc}|\p{Bidi_Control}/u);
  });

  it("prints no line that GitHub Actions takes for a command", async () => {
    const text = await terminal(false);
    expect(text).not.to.match(/^\s*::/m);
    expect(text).not.to.include("##[");
  });

  it("says how far a run is on a line that it takes back, and only where somebody watches", async () => {
    const text = await terminal(true);
    expect(text).to.include("0/6  reply - chat > ping > answers");
    const rest = text.slice(text.indexOf("0/6") + 1);
    expect(rest).to.include(CLEAR);
    expect(await terminal(false)).not.to.include("0/6");
  });

  it("tells contract coverage, its reasons and unmet gates", async () => {
    const text = await terminal(false);
    expect(text).to.include("contract coverage 50 % (1 of 2; 1 not steerable)");
    expect(text).to.include("gate not met  contract coverage 50 % is below 90 %");
  });
});

describe("visible", () => {
  it("shows control characters, directions and half pairs by their numbers, and leaves the rest", () => {
    expect(visible("a\u001b[1m\u009b\u202e\ud800b\n\tü😀")).to.equal(
      "a\\u001b[1m\\u009b\\u202e\\ud800b\n\tü😀",
    );
  });

  it("makes one line of several", () => expect(oneLine("a\r\n b\tc")).to.equal("a\\u000d b c"));
});

describe("commandless", () => {
  it("breaks commands of both forms at the beginning of any line", () =>
    expect(commandless("x\n  ::set-output::y\n##[group]a::b")).to.equal(
      "x\n  : :set-output::y\n# #[group]a::b",
    ));
});
