import { channelNamed } from "../contract/index.ts";
import type { HandshakeExpectation } from "../judge/model.ts";
import { ToolError } from "../contract/tool-error.ts";
import { repeatAttempts } from "./attempts.ts";
import { WireClient } from "./client.ts";
import type { Connection } from "./connection.ts";
import { channelRequest, type HandshakeRequest, strayRequest } from "./handshake-request.ts";
import type { HandshakeResult, Service } from "./model.ts";
import { attemptHandshake, openConnection, wasDropped } from "./open-connection.ts";
import { remembered } from "./origin.ts";
import { quietWindow } from "./quiet.ts";
import { restartService } from "./restart.ts";
import type { Scope } from "./scope.ts";
import { handled } from "./waits.ts";

/** The service under test, as the body of a scenario sees it. Its functions may be taken out of it. */
export function serviceOf(scope: Scope): Service {
  const { contract, env } = scope.ground;
  return {
    connect: (channel, options = {}) =>
      handled(
        channelRequest(scope, channelNamed(contract, channel), options)
          .then((request) => openConnection(scope, request))
          .then((connection) => new WireClient(connection)),
      ),
    handshake: (channel, { expects, ...options } = {}) =>
      handled(
        channelRequest(scope, channelNamed(contract, channel), options).then((request) =>
          tryHandshake(
            scope,
            request,
            expects === undefined ? { kind: "any" } : { kind: "refused", as: expects },
          ),
        ),
      ),
    handshakeAt: (path) =>
      handled(
        strayRequest(scope, path).then((request) =>
          tryHandshake(scope, request, { kind: "refused", as: "unknownChannel" }),
        ),
      ),
    attempts: (times, attempt) => handled(repeatAttempts(scope, times, attempt)),
    restart: () => handled(restartService(scope)),
    env: (name) => {
      const value = env[name];
      if (value !== undefined) return value;
      throw new ToolError("ENV-MISSING", `the environment variable ${name} is not set`, {
        hint: "the document's `$env` takes its value from it",
      });
    },
  };
}

async function tryHandshake(
  scope: Scope,
  request: HandshakeRequest,
  expects: HandshakeExpectation,
): Promise<HandshakeResult> {
  const { connection, over } = await attemptHandshake(scope, request, expects);
  // A refusal may come as a close after the 101, declared or not: one quiet window is given to it.
  if (!over) await quietWindow(connection);
  const place = connection.request.channel?.place ?? "#";
  return remembered(resultOf(connection), { connection, place, operation: null });
}

function resultOf(connection: Connection): HandshakeResult {
  const { refusedWith, closed, received } = connection;
  if (refusedWith !== null) return { kind: "refused", status: refusedWith };
  if (wasDropped(connection)) return { kind: "closed", code: 1006, received };
  if (closed !== null) return { kind: "closed", code: closed.code, received };
  return { kind: "accepted", client: new WireClient(connection) };
}
