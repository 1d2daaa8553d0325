import type { Answer } from "./listen.ts";
import type { World } from "./world.ts";

const OK = 200;

/** Answers `GET` at a path with what is served and to how many, read when asked; anything else is not its own. */
export function healthAt(path: string, world: () => World): Answer {
  return (request, response) => {
    const [asked] = (request.url ?? "").split("?");
    if (asked !== path || (request.method !== "GET" && request.method !== "HEAD")) return false;
    const { contract, connections } = world();
    const { document, title, version } = contract;
    response.writeHead(OK, { "Content-Type": "application/json", "Cache-Control": "no-store" });
    response.end(JSON.stringify({ status: "ok", document, title, version, connections: connections.size }));
    return true;
  };
}
