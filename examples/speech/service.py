"""Speech to text: JSON and audio on one socket. `asyncapi.yaml` beside this file promises how that goes.

What is "understood" is made up: one word for each chunk of audio.
"""

import argparse
import asyncio
import json
import re
import signal
from contextlib import suppress
from http import HTTPStatus

import websockets

PATH = "/speech"
MAX_BYTES = 32768
GRACE_SECONDS = 3  # for the clients to answer the close
WORDS_PER_FINAL = 2
RATES = (8000, 16000, 48000)
LANGUAGE = re.compile(r"[a-z]{2}")
VOCABULARY = ("so", "it", "is", "said")


class Refused(Exception):
    """The frame can't be taken; its text is the code that says why."""


def no_constant(_name):
    raise Refused("NOT_JSON")


def is_whole(value):
    """JSON Schema counts 16000.0 as an integer, and true as none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def parse(frame):
    """A start or a stop. Raises Refused."""
    try:
        message = json.loads(frame, parse_constant=no_constant)
    except RecursionError as error:
        raise Refused("UNKNOWN") from error
    except ValueError as error:
        raise Refused("NOT_JSON") from error
    kind = message.get("type") if isinstance(message, dict) else None
    if kind == "stop":
        if set(message) != {"type"}:
            raise Refused("INVALID")
    elif kind == "start":
        if set(message) != {"type", "language", "rate"}:
            raise Refused("INVALID")
        language, rate = message["language"], message["rate"]
        if not isinstance(language, str) or not LANGUAGE.fullmatch(language):
            raise Refused("INVALID")
        if not is_whole(rate) or rate not in RATES:
            raise Refused("INVALID")
    else:
        raise Refused("UNKNOWN")
    return message


class Speaker:
    """One connection. The wrong services replace one method each."""

    LANGUAGES = ("en", "de")

    def __init__(self, socket):
        self.socket = socket
        self.words = None  # what was understood since the start; None outside of it

    async def run(self):
        """Takes one frame after the other until the client or the server leaves."""
        try:
            async for frame in self.socket:
                try:
                    await self.receive(frame)
                except Refused as error:
                    await self.refuse(str(error))
        except websockets.ConnectionClosed:
            pass  # closed in the midst of an answer, or with another code than 1000

    async def receive(self, frame):
        if isinstance(frame, bytes):
            self.check_order(self.words is not None)
            await self.chunk(frame)
            return
        message = parse(frame)
        if message["type"] == "start":
            self.check_order(self.words is None)
            await self.start(message)
        else:
            self.check_order(self.words is not None)
            await self.stop()

    def check_order(self, is_in_order):
        if not is_in_order:
            raise Refused("OUT_OF_ORDER")

    async def start(self, message):
        if message["language"] not in self.LANGUAGES:
            raise Refused("NO_LANGUAGE")
        self.words = []
        await self.ready(int(message["rate"]))

    async def ready(self, rate):
        await self.send({"type": "ready", "rate": rate})

    async def chunk(self, audio):
        self.words.append(VOCABULARY[len(self.words) % len(VOCABULARY)])
        await self.clean(audio)
        await self.understood()

    async def clean(self, audio):
        await self.socket.send(audio)

    async def understood(self):
        words = self.words
        await self.send({"type": "partial", "index": self.index(), "text": " ".join(words)})

    def index(self):
        return len(self.words) - 1

    async def stop(self):
        words, self.words = self.words or ["(silence)"], None
        finals = []
        for first in range(0, len(words), WORDS_PER_FINAL):
            finals.append(" ".join(words[first : first + WORDS_PER_FINAL]) + ". ")
        await self.finals(finals)
        await self.finish(finals)

    async def finals(self, finals):
        for text in finals:
            await self.send({"type": "final", "text": text})

    async def finish(self, finals):
        await self.send({"type": "finished", "text": "".join(finals), "finals": len(finals)})

    async def refuse(self, code):
        await self.send({"type": "error", "code": code})

    async def send(self, message):
        await self.socket.send(json.dumps(message))


async def other_path(path, _headers):
    """Refuses the handshake for every path but ours."""
    return None if path.split("?")[0] == PATH else (HTTPStatus.NOT_FOUND, [], b"no such channel\n")


async def serve(speaker, port):
    """Serves until SIGTERM or SIGINT; then open connections are closed with 1001."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)

    async def listen(socket):
        await speaker(socket).run()

    options = {"process_request": other_path, "max_size": MAX_BYTES, "close_timeout": 1}
    server = await websockets.serve(listen, "127.0.0.1", port, **options)
    print(f"listening on ws://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}", flush=True)
    await stop.wait()
    server.close()
    # A client that never finished its handshake would hold the end up for ever.
    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(server.wait_closed(), GRACE_SECONDS)


def main(speaker=Speaker):
    """Serves such speakers on the port that the command line names; 0 takes a free one."""
    arguments = argparse.ArgumentParser(description="speech to text")
    arguments.add_argument("--port", type=int, default=8769)
    asyncio.run(serve(speaker, arguments.parse_args().port))


if __name__ == "__main__":
    main()
