# expected rule: NOT-REFUSED
# Audio before the start is taken as if there had been one.
# family that turns red: refusal
# unrelated family that stays green: stream
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Speaker):
    async def receive(self, frame):
        if isinstance(frame, bytes) and self.words is None:
            await self.clean(frame)
        else:
            await super().receive(frame)


if __name__ == "__main__":
    service.main(Wrong)
