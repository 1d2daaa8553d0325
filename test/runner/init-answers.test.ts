import { expect } from "chai";
import { ToolError } from "../../contract/tool-error.ts";
import { checkAnswers, wrongStart, wrongUrl } from "../../runner/init/check-answers.ts";
import type { Answers } from "../../runner/init/first-files.ts";

const ANSWERS: Answers = { title: "Chat", document: "chat.yaml", start: "", url: "", ci: "none" };

describe("answers for a first project", () => {
  it("are good as they are, empty where something is left to the stub", () => {
    expect(wrongUrl("")).to.equal(undefined);
    expect(wrongUrl("wss://example.com/base")).to.equal(undefined);
    expect(wrongStart("")).to.equal(undefined);
    expect(wrongStart("PORT={port} npm start")).to.equal(undefined);
  });

  const wrong: readonly (readonly [answers: Partial<Answers>, where: string])[] = [
    [{ url: "localhost:8080" }, "--url"],
    [{ url: "http://localhost:8080" }, "--url"],
    [{ start: "node server.js" }, "--start"],
    [{ title: " " }, "--title"],
    [{ document: "" }, "--document"],
  ];
  for (const [answers, where] of wrong)
    it(`can't be ${JSON.stringify(answers)}: no command would take such a project`, () =>
      expect(() => checkAnswers({ ...ANSWERS, ...answers }))
        .to.throw(ToolError)
        .that.includes({ code: "INIT-ANSWER", where }));

  it("need no place for a port where the URL says it", () =>
    expect(() =>
      checkAnswers({ ...ANSWERS, start: "npm start", url: "ws://localhost:8080" }),
    ).not.to.throw());
});
