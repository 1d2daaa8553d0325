# expected rule: AFTER-END
# After five tokens or more, one token more comes right after `done`.
# rules that follow: ORDERED
# family that turns red: stream
# unrelated family that stays green: connection
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Conversation):
    async def finish(self, words):
        await super().finish(words)
        if len(words) >= 5:
            await self.send(self.token(len(words), "!"))


if __name__ == "__main__":
    service.main(Wrong)
