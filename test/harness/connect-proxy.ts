import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface ConnectProxy {
  readonly url: string;
  /** What clients asked to be connected to, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A real HTTP proxy that tunnels (RFC 9110, 9.3.6). With `user` (`name:password`) it lets nobody else through. */
export async function connectProxy(user: string = ""): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connection", (socket) => sockets.add(socket));
  server.on("connect", (request: IncomingMessage, client: Socket) => {
    client.on("error", () => {});
    const [scheme, sent = ""] = (request.headers["proxy-authorization"] ?? "").split(" ");
    const given = scheme === "Basic" ? Buffer.from(sent, "base64").toString() : "";
    if (user !== "" && given !== user)
      return client.end("HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    asked.push(request.url ?? "");
    const { hostname, port } = new URL(`tcp://${request.url}`);
    const service = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Go\r\n\r\n");
      service.pipe(client).pipe(service);
    });
    sockets.add(service);
    service.on("error", () => client.destroy());
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
