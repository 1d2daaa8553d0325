# expected rule: NOT-DELIVERED
# The office turns the knob, and no thermostat hears of it.
# family that turns red: push
# unrelated family that stays green: reply
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Thermostats):
    async def turn(self, device, celsius):
        pass


if __name__ == "__main__":
    service.main(Wrong)
