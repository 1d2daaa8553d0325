const COMPONENTS =
  "/components/(?:messages|securitySchemes|operations|operationTraits|messageTraits)/[^/]+(?:/oneOf/\\d+)?";
const CHANNEL = "/(?:components/)?channels/[^/]+";
const MESSAGE = "/message(?:/oneOf/\\d+)?";

/** Where `x-contract` means something, in the document itself: 3.x, 2.x, and what both have. */
const PLACES = new RegExp(
  `^(?:|/operations/[^/]+|${CHANNEL}|${CHANNEL}/messages/[^/]+|${COMPONENTS}` +
    `|${CHANNEL}/(?:publish|subscribe)(?:${MESSAGE})?|.*/(?:traits|security)/\\d+)$`,
);

/** True where the vocabulary gives `x-contract` a place: root, channel, operation, message, scheme, trait. */
export function extensionMayStandAt(pointer: string): boolean {
  return PLACES.test(pointer);
}
