import { DocumentNode } from "../document/document-node.ts";
import type { Loading } from "../document/loading.ts";
import { splitPlace } from "../document/place.ts";
import { pointerTokens } from "../json-pointer.ts";
import type { Place } from "../model.ts";
import type { OutlineMessage, OutlineSchema } from "./outline.ts";
import { messageParts } from "./outline-parts.ts";

/** 2.x: traits are patches in their order (RFC 7386): what a trait says wins over the object, the last over all. */
export function withTraits(node: DocumentNode): DocumentNode {
  const [last, ...others] = (node.at("traits")?.items() ?? []).reverse();
  return last === undefined ? node : last.over(...others, node);
}

/** Messages of one channel, collected from its operations: one definition is one message. */
export class MessagesOfChannel {
  readonly #channel: string;
  readonly #loading: Loading;
  readonly #messages: OutlineMessage[] = [];

  constructor(channel: string, loading: Loading) {
    this.#channel = channel;
    this.#loading = loading;
  }

  get all(): readonly OutlineMessage[] {
    return this.#messages;
  }

  /** Names of the messages at a place: one message, or those of its `oneOf`. */
  read(entry: Place, operation: string): string[] {
    const places = this.#leaves(entry, new Set());
    return places.map((place, index) => {
      const suffix = places.length === 1 ? "message" : `message.${index + 1}`;
      return this.#nameAt(place, `${operation}.${suffix}`);
    });
  }

  /** Places of messages below nested `oneOf`s. */
  #leaves(entry: Place, above: ReadonlySet<Place>): Place[] {
    const node = DocumentNode.at(this.#loading.tree, entry);
    if (above.has(node.place)) return [];
    const oneOf = node.at("oneOf");
    if (oneOf === null) return [entry];
    return oneOf.itemPlaces().flatMap((item) => this.#leaves(item, new Set([...above, node.place])));
  }

  #nameAt(place: Place, fallback: string): string {
    const own = DocumentNode.at(this.#loading.tree, place);
    const known = this.#messages.find(({ origin }) => origin === own.place);
    if (known !== undefined) return known.name;
    const node = withTraits(own);
    const tokens = pointerTokens(splitPlace(own.place).pointer);
    const key = tokens.at(-2) === "messages" ? (tokens.at(-1) ?? "") : "";
    const wishes = [node.text("messageId"), node.text("name"), key, fallback].filter((wish) => wish !== "");
    const free = wishes.find((wish) => this.#messages.every(({ name }) => name !== wish));
    const name = free ?? `${fallback}.${this.#messages.length + 1}`;
    if (name !== wishes[0])
      this.#loading.warn(
        "MESSAGE-RENAMED",
        place,
        `${this.#channel} has two messages ${wishes[0]}; this one is called ${name} here`,
      );
    this.#messages.push({
      name,
      place,
      origin: own.place,
      ...messageParts(node),
      payload: schemaOf(node, "payload", node.text("schemaFormat")),
      headers: schemaOf(node, "headers", ""),
    });
    return name;
  }
}

/** 2.x: the format of the payload's schema stands on the message. */
function schemaOf(owner: DocumentNode, key: string, format: string): OutlineSchema | null {
  return owner.at(key) === null ? null : { place: owner.entry(key), format };
}
