# expected rule: UNEXPECTED-CLOSE
# rules that follow: CUT-SHORT
# The connection ends with `finished`; nothing says so.
# family that turns red: interrupt
# unrelated family that stays green: connection
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Speaker):
    async def finish(self, finals):
        await super().finish(finals)
        await self.socket.close(1000)


if __name__ == "__main__":
    service.main(Wrong)
