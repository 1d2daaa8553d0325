# expected rule: NOT-DELIVERED
# No partial transcript comes after a chunk.
# family that turns red: push
# unrelated family that stays green: interrupt
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Speaker):
    async def understood(self):
        pass


if __name__ == "__main__":
    service.main(Wrong)
