import { ToolError, wordHint } from "../contract/index.ts";
import { explain, type Explanation } from "../explain/index.ts";
import { type Document, loadDocument } from "./document.ts";

/** `asyncproof explain`: a document as understood; `channel` "" for all of it. */
export async function explainDocument(document: Document, channel: string): Promise<Explanation> {
  const { contract, lineMap } = await loadDocument(document);
  const names = contract.channels.map(({ name }) => name);
  if (channel !== "" && !names.includes(channel))
    throw new ToolError("UNKNOWN-NAME", `--channel ${channel}: the document has no such channel`, {
      hint: wordHint(channel, names),
    });
  return explain(contract, lineMap, channel);
}
