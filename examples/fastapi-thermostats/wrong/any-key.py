# expected rule: HANDSHAKE-ACCEPTED
# The door is open to every key.
# family that turns red: security
# unrelated family that stays green: push
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Thermostats):
    def allowed(self, query):
        return service.FIRMWARE.fullmatch(query.get("firmware", "")) is not None


if __name__ == "__main__":
    service.main(Wrong)
