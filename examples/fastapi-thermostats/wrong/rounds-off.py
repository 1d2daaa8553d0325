# expected rule: ECHO
# What was measured comes back in whole degrees.
# family that turns red: reply
# unrelated family that stays green: push
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Thermostats):
    def stored(self, reading):
        return {**super().stored(reading), "celsius": round(reading.celsius)}


if __name__ == "__main__":
    service.main(Wrong)
