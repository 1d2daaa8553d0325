# expected rule: WRONG-REFUSAL
# Malformed JSON closes the connection with 1011 instead of drawing an error.
# family that turns red: refusal
# unrelated family that stays green: stream
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Conversation):
    async def malformed(self, error):
        await self.socket.close(1011, "internal error")


if __name__ == "__main__":
    service.main(Wrong)
