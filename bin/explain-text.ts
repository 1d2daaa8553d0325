import { visibleJson } from "../contract/plain-text.ts";
import { type Explanation, explanationObject, explanationText, mermaidText } from "../explain/index.ts";
import { widthOf } from "../report/index.ts";

/** An explanation in the form that was asked for. */
export function textOf(explanation: Explanation, format: "text" | "mermaid" | "json" | "overlay"): string {
  switch (format) {
    case "text":
      return explanationText(explanation, widthOf(process.stdout));
    case "mermaid":
      return mermaidText(explanation.contract);
    case "json":
      return `${visibleJson(explanationObject(explanation), 2)}\n`;
    case "overlay":
      return explanation.overlay;
  }
}
