# expected rule: JOINS
# The text of `finished` lacks the end of the last final transcript.
# family that turns red: stream
# unrelated family that stays green: connection
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Speaker):
    async def finish(self, finals):
        await self.send({"type": "finished", "text": "".join(finals)[:-3], "finals": len(finals)})


if __name__ == "__main__":
    service.main(Wrong)
