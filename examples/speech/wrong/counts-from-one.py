# expected rule: ORDERED
# The first partial transcript has the index 1 instead of 0.
# family that turns red: push
# unrelated family that stays green: interrupt
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Speaker):
    def index(self):
        return super().index() + 1


if __name__ == "__main__":
    service.main(Wrong)
