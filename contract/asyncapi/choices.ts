/** What the user says about a document, for what it leaves open. */
export interface Choices {
  /** From whose chair it is written; null: as it says itself. */
  readonly role: "server" | "client" | null;
  /** Name of the server that is meant, whatever its protocol; null: all WebSocket servers. */
  readonly server: string | null;
  /** The user knows the service's WebSocket URL: a document that names no WebSocket means that one. */
  readonly located: boolean;
  /** Offered in every handshake in place of what the document names; null: what it names. */
  readonly subprotocols: readonly string[] | null;
}
