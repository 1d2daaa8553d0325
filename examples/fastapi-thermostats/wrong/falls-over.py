# expected rule: WRONG-REFUSAL
# Text that is not JSON is an exception that nobody catches: uvicorn closes with 1011.
# family that turns red: refusal
# unrelated family that stays green: push
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Thermostats):
    async def receive(self, socket, event):
        if event.get("text") is not None:
            try:
                service.parsed(event["text"])
            except ValueError:
                return await self.leave(socket, 1011)
        return await super().receive(socket, event)


if __name__ == "__main__":
    service.main(Wrong)
