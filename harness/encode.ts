import { assertNever } from "../contract/assert-never.ts";
import type { FrameData } from "../contract/frame.ts";
import type { Json } from "../contract/json.ts";
import type { Message } from "../contract/model.ts";

/** A payload as a frame, by the message's content type. Binary payloads are base64 in JSON. */
export function encode(message: Message, payload: Json): FrameData {
  const { content } = message;
  switch (content.kind) {
    case "json":
      return { kind: "text", text: JSON.stringify(payload) };
    case "text":
    case "unchecked":
      return { kind: "text", text: typeof payload === "string" ? payload : JSON.stringify(payload) };
    case "binary":
      return { kind: "binary", bytes: Buffer.from(typeof payload === "string" ? payload : "", "base64") };
    default:
      return assertNever(content);
  }
}

/** A frame as text, for a transcript. */
export function frameText(data: FrameData): string {
  if (data.kind === "text") return data.text;
  const head = Buffer.from(data.bytes.subarray(0, 32)).toString("hex");
  return `${data.bytes.length} bytes: ${head}${data.bytes.length > 32 ? "…" : ""}`;
}
