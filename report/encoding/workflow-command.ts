import { visible } from "../../contract/plain-text.ts";

/**
 * A workflow command of GitHub Actions as one line. Values are encoded as the runner decodes them, so that no text ends
 * the line or adds a property.
 */
export function workflowCommand(
  command: "error" | "warning" | "notice",
  properties: { readonly [name: string]: string | number },
  message: string,
): string {
  const pairs = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${command} ${pairs.join(",")}::${data(message)}\n`;
}

function data(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
