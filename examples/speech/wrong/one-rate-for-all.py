# expected rule: ECHO
# `ready` names the rate 16000, whatever was asked for.
# family that turns red: message
# unrelated family that stays green: refusal
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Speaker):
    async def ready(self, rate):
        await super().ready(16000)


if __name__ == "__main__":
    service.main(Wrong)
