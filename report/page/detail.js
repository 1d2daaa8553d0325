import { diagram } from "./diagram.js";
import { dataIn, duration, h, VERDICTS, visible } from "./dom.js";

/** @typedef {import("../html/page-data.ts").PageTest} Test */

/**
 * Everything about one test.
 * @param {Test} test
 */
export function detailView(test) {
  const frames = dataIn(`frames-${test.id}`) ?? { frames: [], left: 0, leftAfter: 0 };
  const { name, mark } = VERDICTS[test.verdict];
  return h(
    "article",
    { class: `test ${test.verdict}` },
    h("p", { class: "trail" }, visible(test.title.slice(0, -1).join(" › "))),
    h("h2", { id: "detail-title", tabindex: -1 }, visible(test.title.at(-1) ?? "")),
    h(
      "p",
      { class: "facts" },
      h("span", { class: `verdict ${test.verdict}` }, `${mark} ${name}`),
      test.rule !== "" && h("code", { class: "rule" }, visible(test.rule)),
      test.source !== "" && h("code", {}, visible(test.source)),
      h("span", { class: "dim" }, duration(test.durationMs)),
    ),
    test.violation === null ? reasonView(test) : violationView(test.violation),
    h("h3", {}, "What was said"),
    diagram(frames, test.violation),
    test.violation !== null &&
      h("details", {}, h("summary", {}, "As the terminal tells it"), text(test.text)),
  );
}

/** @param {Test} test */
function reasonView(test) {
  return test.text === "" ? null : text(test.text);
}

/** @param {NonNullable<Test["violation"]>} violation */
function violationView({ summary, promised, got }) {
  return h(
    "div",
    { class: "violation" },
    h("p", {}, visible(summary)),
    h(
      "dl",
      {},
      h("dt", {}, "promised"),
      h("dd", {}, visible(promised)),
      h("dt", {}, "got"),
      h("dd", {}, visible(got)),
    ),
  );
}

/** @param {string} told */
function text(told) {
  return h("pre", { class: "told", tabindex: 0 }, visible(told));
}
