# expected rule: NOT-REFUSED
# What may be left out may be null as well.
# family that turns red: refusal
# unrelated family that stays green: push
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Thermostats):
    async def take(self, socket, value):
        if isinstance(value, dict) and value.get("battery", 0) is None:
            value = {name: one for name, one in value.items() if name != "battery"}
        await super().take(socket, value)


if __name__ == "__main__":
    service.main(Wrong)
