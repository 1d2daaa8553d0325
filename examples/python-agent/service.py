"""A token-streaming agent: a prompt goes in, tokens come out one by one, then `done`.

Requests carry neither a type nor an id, and a connection answers one prompt after the other: the order of
the frames is all that ties a token to its prompt. `asyncapi.yaml` beside this file promises how that goes.
"""

import argparse
import asyncio
import json
import re
import signal
from contextlib import suppress
from http import HTTPStatus

import websockets

PATH = "/agent"
MAX_BYTES = 65536
PACE_SECONDS = 0.003  # between two tokens, as a model would need to think
ANSWERED_WORDS = 12
GRACE_SECONDS = 3  # for the clients to answer the close
AGENT_ID = re.compile(r"[a-z][a-z0-9-]{0,31}")


class Malformed(Exception):
    """The frame is not JSON."""


class Invalid(Exception):
    """The frame is JSON, but no request."""


def no_constant(name):
    raise Malformed(f"{name} is not JSON")


def parse(frame):
    """The agent id and the prompt of a request. Raises Malformed or Invalid."""
    try:
        request = json.loads(frame, parse_constant=no_constant, parse_int=float)
    except json.JSONDecodeError as error:
        raise Malformed(str(error)) from error
    except RecursionError as error:
        raise Invalid("nested too deeply") from error
    if not isinstance(request, dict):
        raise Invalid("a request is an object")
    if set(request) != {"agent_id", "prompt"}:
        raise Invalid("a request has an agent_id, a prompt and nothing else")
    agent_id, prompt = request["agent_id"], request["prompt"]
    if not isinstance(agent_id, str) or not AGENT_ID.fullmatch(agent_id):
        raise Invalid("agent_id is 1 to 32 lower case letters, digits and dashes")
    if not isinstance(prompt, str) or prompt == "":
        raise Invalid("prompt is a string that is not empty")
    return agent_id, prompt


def split(text):
    """The tokens of a text: joined, they are the text again."""
    return re.findall(r"\s*\S+|\s+\Z", text)


class Conversation:
    """One connection. The wrong services replace one method each."""

    AGENTS = ("echo", "fragile")

    def __init__(self, socket):
        self.socket = socket

    async def run(self):
        """Answers one frame after the other until the client or the server leaves."""
        try:
            async for frame in self.socket:
                await self.receive(frame)
        except websockets.ConnectionClosed:
            pass  # closed in the midst of an answer, or with another code than 1000

    async def receive(self, frame):
        if isinstance(frame, bytes):
            await self.socket.close(1003, "text frames only")
            return
        try:
            agent_id, prompt = parse(frame)
        except Malformed as error:
            await self.malformed(error)
        except Invalid as error:
            await self.refuse("INVALID", str(error))
        else:
            await self.answer(agent_id, prompt)

    async def answer(self, agent_id, prompt):
        if agent_id not in self.AGENTS:
            await self.refuse("AGENT_NOT_FOUND", f"there is no agent {agent_id}")
            return
        words = split("You said: " + prompt)[:ANSWERED_WORDS]
        if agent_id == "fragile":
            await self.stream(words[:2])
            await self.refuse("AGENT_FAILED", "the agent lost its thread")
            return
        await self.stream(words)
        await self.finish(words)

    async def stream(self, words):
        for index, text in enumerate(words):
            await self.send(self.token(index, text))
            await asyncio.sleep(PACE_SECONDS)

    async def finish(self, words):
        await self.send(self.done(words))

    def token(self, index, text):
        return {"type": "token", "index": index, "text": text}

    def done(self, words):
        return {"type": "done", "text": "".join(words), "token_count": len(words)}

    async def malformed(self, error):
        await self.refuse("MALFORMED", str(error))

    async def refuse(self, code, message):
        await self.send({"type": "error", "code": code, "message": message})

    async def send(self, message):
        await self.socket.send(json.dumps(message))


async def other_path(path, _headers):
    """Refuses the handshake for every path but ours."""
    return None if path.split("?")[0] == PATH else (HTTPStatus.NOT_FOUND, [], b"no such channel\n")


async def serve(conversation, port):
    """Serves until SIGTERM or SIGINT; then open connections are closed with 1001."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)

    async def converse(socket):
        await conversation(socket).run()

    options = {"process_request": other_path, "max_size": MAX_BYTES, "close_timeout": 1}
    server = await websockets.serve(converse, "127.0.0.1", port, **options)
    print(f"listening on ws://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}", flush=True)
    await stop.wait()
    server.close()
    # A client that never finished its handshake would hold the end up for ever.
    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(server.wait_closed(), GRACE_SECONDS)


def main(conversation=Conversation):
    """Serves such conversations on the port that the command line names; 0 takes a free one."""
    arguments = argparse.ArgumentParser(description="a token-streaming agent")
    arguments.add_argument("--port", type=int, default=8765)
    asyncio.run(serve(conversation, arguments.parse_args().port))


if __name__ == "__main__":
    main()
