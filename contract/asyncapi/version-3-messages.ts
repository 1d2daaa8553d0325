import { DocumentNode } from "../document/document-node.ts";
import type { Loading } from "../document/loading.ts";
import { below, splitPlace } from "../document/place.ts";
import { isReference } from "../document/reference.ts";
import { isObject } from "../json.ts";
import { pointerTokens } from "../json-pointer.ts";
import type { Place } from "../model.ts";
import type { MessageRef, OutlineChannel, OutlineMessage } from "./outline.ts";

type ReadMessage = (name: string, node: DocumentNode, place: Place) => OutlineMessage;

/**
 * Channels and their messages, found by the places that operations refer to. An operation may only name messages
 * of its channel; one that bypasses it is understood, with a finding.
 */
export class ChannelMessages {
  readonly #loading: Loading;
  readonly #read: ReadMessage;
  readonly #channels: OutlineChannel[];
  readonly #names = new Map<Place, string>();
  readonly #messages = new Map<Place, MessageRef>();

  constructor(loading: Loading, channels: readonly OutlineChannel[], read: ReadMessage) {
    this.#loading = loading;
    this.#read = read;
    this.#channels = [...channels];
    for (const { name, place, messages } of channels) {
      for (const at of [place, loading.tree.follow(place).place]) this.#names.set(at, name);
      for (const message of messages) this.#know(name, message, below(place, "messages", message.name));
    }
  }

  get channels(): readonly OutlineChannel[] {
    return this.#channels;
  }

  /** The channel that a place refers to; null: none of the document's. */
  channelAt(place: Place): string | null {
    const { tree } = this.#loading;
    return this.#names.get(tree.hop(place)) ?? this.#names.get(tree.follow(place).place) ?? null;
  }

  /** The message that a place refers to: an entry of a channel; else by definition one of `channel`'s. */
  messageAt(item: Place, channel: string): MessageRef | null {
    const { tree, warn } = this.#loading;
    const found = this.#messages.get(tree.hop(item));
    if (found !== undefined) return found;
    const { place, value } = tree.follow(item);
    if (!isObject(value)) return null;
    const shown = isReference(tree.find(item)?.value) ? place : "a message written here";
    const same = this.#messages.get(`${channel} ${place}`);
    if (same !== undefined) {
      warn("CHANNEL-BYPASSED", item, `${shown} bypasses the channel ${channel}: read as its ${same.message}`);
      return same;
    }
    const ref = this.#adopt(item, channel);
    warn(
      "CHANNEL-BYPASSED",
      item,
      `${shown} is no message of the channel ${channel}: taken in as ${ref.message}`,
    );
    return ref;
  }

  #adopt(item: Place, channel: string): MessageRef {
    const node = DocumentNode.at(this.#loading.tree, item);
    const index = this.#channels.findIndex(({ name }) => name === channel);
    const owner = this.#channels[index];
    if (owner === undefined) throw new RangeError(`no channel ${channel}`);
    const key = pointerTokens(splitPlace(node.place).pointer).at(-1) ?? "";
    const wish = node.text("name") || (/^\d+$/.test(key) ? `message${key}` : key);
    const taken = owner.messages.some(({ name }) => name === wish);
    const message = this.#read(taken ? `${wish}.${owner.messages.length + 1}` : wish, node, item);
    this.#channels[index] = { ...owner, messages: [...owner.messages, message] };
    this.#know(channel, message, item);
    return { channel, message: message.name };
  }

  #know(channel: string, message: OutlineMessage, entry: Place): void {
    const ref = { channel, message: message.name };
    this.#messages.set(entry, ref);
    this.#messages.set(message.place, ref);
    const origin = `${channel} ${message.origin}`;
    // Two entries may have one definition: the first stands for it.
    if (!this.#messages.has(origin)) this.#messages.set(origin, ref);
  }
}
