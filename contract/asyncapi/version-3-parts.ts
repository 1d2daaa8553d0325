import { DocumentNode } from "../document/document-node.ts";
import { splitPlace } from "../document/place.ts";
import { pointerTokens } from "../json-pointer.ts";
import type { OutlineAlternative } from "./outline.ts";
import { textsIn } from "./outline-parts.ts";

/** 3.x: traits are merged in order, each over those before it; the object's own values win. */
export function withTraits(node: DocumentNode): DocumentNode {
  const traits = node.at("traits")?.items() ?? [];
  return traits.length === 0 ? node : node.over(...traits.reverse());
}

/** 3.x: a list of schemes, any one of which suffices. */
export function securityOf(owner: DocumentNode, name: string): OutlineAlternative[] {
  const list = owner.at("security");
  if (list === null) return [];
  return list.itemPlaces().map((place, index) => {
    const scheme = DocumentNode.at(owner.tree, place);
    const tokens = pointerTokens(splitPlace(scheme.place).pointer);
    const declared = tokens.at(-2) === "securitySchemes";
    return [
      {
        name: declared ? (tokens.at(-1) ?? "") : `${name}.security.${index + 1}`,
        scheme,
        scopes: textsIn(scheme.at("scopes")),
      },
    ];
  });
}
