// What is read: a small document, one of many channels, one of many operations on one channel.
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { largeDocument } from "../../scripts/large-document.mjs";

const SMALL = new URL("../../test/bin/fixture/echo.yaml", import.meta.url);

export function documentsIn(folder) {
  const at = (name) => join(folder, name);
  copyFileSync(SMALL, at("small.yaml"));
  writeFileSync(at("wide.yaml"), wideDocument(500));
  writeFileSync(at("deep.yaml"), largeDocument(1000));
  return { small: at("small.yaml"), wide: at("wide.yaml"), deep: at("deep.yaml") };
}

/** Channels with two operations and four messages each. */
function wideDocument(channels) {
  const lines = ["asyncapi: 3.0.0", "info: { title: Wide, version: 1.0.0 }"];
  lines.push("defaultContentType: application/json", "servers: { s: { host: localhost, protocol: ws } }");
  lines.push("channels:");
  for (let n = 0; n < channels; n += 1) {
    lines.push(`  c${n}:`, `    address: /c${n}`, "    messages:");
    for (const name of ["ask", "answer", "refusal", "news"])
      lines.push(
        `      ${name}:`,
        "        payload:",
        "          type: object",
        "          required: [type]",
        `          properties: { type: { const: ${name}${n} }, text: { type: string, maxLength: 100 } }`,
        `        examples: [{ name: first, payload: { type: ${name}${n}, text: a } }]`,
      );
  }
  lines.push("operations:");
  for (let n = 0; n < channels; n += 1) {
    const to = (name) => `{ $ref: "#/channels/c${n}/messages/${name}" }`;
    const channel = `channel: { $ref: "#/channels/c${n}" }`;
    const reply = `reply: { messages: [${to("answer")}, ${to("refusal")}] }`;
    lines.push(`  ask${n}: { action: receive, ${channel}, messages: [${to("ask")}], ${reply} }`);
    lines.push(`  tell${n}: { action: send, ${channel}, messages: [${to("news")}] }`);
  }
  return `${lines.join("\n")}\n`;
}
