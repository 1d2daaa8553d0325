# expected rule: CASE
# A language that is not understood draws another code than promised.
# rules that follow: NOT-ACCEPTED
# family that turns red: stream
# unrelated family that stays green: refusal
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Speaker):
    async def refuse(self, code):
        await super().refuse("INVALID" if code == "NO_LANGUAGE" else code)


if __name__ == "__main__":
    service.main(Wrong)
