# expected rule: MALFORMED
# Cleaned audio comes back as base64 in a text frame instead of bytes.
# family that turns red: reply
# unrelated family that stays green: interrupt
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Speaker):
    async def clean(self, audio):
        await self.socket.send("audio:" + audio.hex())


if __name__ == "__main__":
    service.main(Wrong)
