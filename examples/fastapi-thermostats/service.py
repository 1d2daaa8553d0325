"""Thermostats on FastAPI: readings come in over WebSockets, setpoints over HTTP go out to the thermostat.

`asyncapi.yaml` beside this file promises how that goes.
"""

import argparse
import json
import re
import socket
import sys
from typing import Literal, Optional, Union
from uuid import uuid4

import uvicorn
from fastapi import FastAPI, HTTPException, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, Extra, ValidationError, confloat, conint, constr, parse_obj_as
from websockets.exceptions import ConnectionClosed

KEY = "key-of-a-thermostat"
FIRMWARE = re.compile(r"[0-9]{1,3}\.[0-9]{1,3}")
MAX_BYTES = 4096
ABSOLUTE_ZERO = -273.15
COUNT = conint(strict=True, ge=0, le=4294967295)
UUID = constr(strict=True, regex=r"^(?i:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\Z")
PER_CENT = conint(strict=True, ge=0, le=100)
CELSIUS = Union[conint(strict=True, ge=-1000, le=1000), confloat(strict=True, ge=-1000, le=1000)]


class Strict(BaseModel):
    class Config:
        extra = Extra.forbid


class Reading(Strict):
    type: Literal["reading"]
    seq: COUNT
    celsius: CELSIUS
    battery: Optional[PER_CENT]


class Holding(Strict):
    type: Literal["holding"]
    command: UUID


class Setpoint(Strict):
    celsius: confloat(ge=5, le=30)


MESSAGES = {"reading": Reading, "holding": Holding}


def no_constant(name):
    raise ValueError(f"{name} is not JSON")


def whole(number):
    """JSON has one kind of number: 7.0 counts like 7."""
    value = float(number)
    return int(value) if value.is_integer() else value


def parsed(text):
    """The value of a frame. Raises ValueError for what is not JSON."""
    return json.loads(text, parse_constant=no_constant, parse_float=whole, parse_int=whole)


def same_types(value, message):
    """Pydantic takes `null` for what may be left out; the document does not."""
    return all(value[name] is not None for name in message.__fields__ if name in value)


class Thermostats:
    """The office's side. The wrong services replace one method each."""

    def __init__(self):
        self.connected = {}

    def allowed(self, query):
        return query.get("key") == KEY and FIRMWARE.fullmatch(query.get("firmware", "")) is not None

    async def turn(self, device, celsius):
        if device not in self.connected:
            raise HTTPException(404, "no such thermostat")
        for socket in list(self.connected[device]):
            try:
                await socket.send_json({"type": "setpoint", "command": str(uuid4()), "celsius": celsius})
            except (RuntimeError, ConnectionClosed):
                pass  # it is leaving

    async def converse(self, device, socket):
        here = self.connected.setdefault(device, [])
        here.append(socket)
        try:
            while await self.receive(socket, await socket.receive()):
                pass
        except WebSocketDisconnect:
            pass
        finally:
            here.remove(socket)

    async def receive(self, socket, event):
        """Answers a frame; False where the connection is over."""
        if event["type"] == "websocket.disconnect":
            return False
        if event.get("text") is None:
            return await self.leave(socket, 1003)
        if len(event["text"].encode()) > MAX_BYTES:
            return await self.leave(socket, 1009)
        try:
            value = parsed(event["text"])
        except ValueError:
            return await self.leave(socket, 1007)
        except RecursionError:
            value = None
        await self.take(socket, value)
        return True

    async def leave(self, socket, code):
        await socket.close(code)
        return False

    async def take(self, socket, value):
        kind = value.get("type") if isinstance(value, dict) else None
        model = MESSAGES.get(kind) if isinstance(kind, str) else None
        if model is None:
            await self.refuse(socket, "UNKNOWN", "there is no such message")
            return
        try:
            message = parse_obj_as(model, value)
        except ValidationError as error:
            await self.refuse(socket, "INVALID", str(error))
            return
        if not same_types(value, model):
            await self.refuse(socket, "INVALID", "null is no value")
        elif kind == "reading":
            await self.store(socket, message)

    async def store(self, socket, reading):
        if reading.celsius < ABSOLUTE_ZERO:
            await self.refuse(socket, "IMPLAUSIBLE", "colder than physics allows", seq=reading.seq)
            return
        await socket.send_json(self.stored(reading))

    def stored(self, reading):
        return {"type": "stored", "seq": reading.seq, "celsius": reading.celsius}

    async def refuse(self, socket, code, detail, **more):
        await socket.send_json({"type": "error", "code": code, "detail": detail, **more})


def application(thermostats):
    app = FastAPI(title="Thermostats")

    @app.put("/setpoints/{device}", status_code=204, response_model=None)
    async def turn(device: str, setpoint: Setpoint):
        await thermostats.turn(device, setpoint.celsius)

    @app.websocket("/thermostats/{device}")
    async def thermostat(device: str, socket: WebSocket):
        if not thermostats.allowed(socket.query_params):
            await socket.close(1008)  # before it was accepted: 403
            return
        await socket.accept()
        await thermostats.converse(device, socket)

    return app


def main(thermostats=Thermostats):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8771)
    listener = socket.create_server(("127.0.0.1", parser.parse_args().port), backlog=128)
    print(f"listening on ws://127.0.0.1:{listener.getsockname()[1]}/thermostats", flush=True)
    config = uvicorn.Config(application(thermostats()), log_level="warning", ws_max_size=1 << 20)
    uvicorn.Server(config).run(sockets=[listener])
    sys.exit(0)


if __name__ == "__main__":
    main()
