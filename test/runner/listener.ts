import { createServer, type Server } from "node:net";

/** Something that listens on a port of its own and says nothing. */
export async function listener(): Promise<{ port: number; close(): Promise<void> }> {
  const server: Server = createServer((socket) => socket.on("error", () => {}));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  return {
    port: address.port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
