# expected rule: ORDERED
# The fifth token carries index 5 instead of 4, and so on from there.
# family that turns red: stream
# unrelated family that stays green: connection
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Conversation):
    def token(self, index, text):
        return super().token(index if index < 4 else index + 1, text)


if __name__ == "__main__":
    service.main(Wrong)
