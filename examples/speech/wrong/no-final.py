# expected rule: OUT-OF-SEQUENCE
# `finished` comes without a final transcript before it.
# family that turns red: stream
# unrelated family that stays green: connection
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Speaker):
    async def finals(self, finals):
        pass


if __name__ == "__main__":
    service.main(Wrong)
