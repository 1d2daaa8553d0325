import type { DocumentNode } from "../document/document-node.ts";
import { ToolError } from "../tool-error.ts";
import { checkExtension } from "./check-extension.ts";

/** Keywords that mean something only on operations of one side. */
const ONLY: { readonly [side in "client" | "server"]: readonly string[] } = {
  client: ["gap", "ordered", "joins", "counts", "fills", "interrupts", "rejects", "cases"],
  server: ["trigger", "audience", "after", "answer"],
};

/** Checks the `x-contract` of an operation, sent by `side`. Throws X-CONTRACT for keywords of the other side too. */
export function checkOperation(extension: DocumentNode | null, side: "client" | "server"): void {
  if (extension === null) return;
  checkExtension(extension, "operation");
  const sender = side === "client" ? "clients send" : "the server sends";
  for (const word of ONLY[side === "client" ? "server" : "client"]) {
    const node = extension.at(word);
    if (node !== null)
      throw new ToolError("X-CONTRACT", `\`${word}\` means nothing on an operation that ${sender}`, {
        where: node.where(),
        hint: "who sends what depends on `action`, and on `role` at the root",
      });
  }
}

/** Checks that what speaks of a request has one: an operation as trigger. */
export function needsRequest(node: DocumentNode | null, trigger: { readonly kind: string }): void {
  if (node === null || trigger.kind === "operation") return;
  throw node.fault(
    "X-CONTRACT",
    "this needs an operation as `trigger`",
    "it speaks of the request that it follows",
  );
}
