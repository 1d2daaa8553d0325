# expected rule: JOINS
# The text of `done` ends with the fourth token, however many there were.
# rules that follow: CASE
# family that turns red: message
# unrelated family that stays green: connection
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Conversation):
    def done(self, words):
        return {**super().done(words), "text": "".join(words[:4])}


if __name__ == "__main__":
    service.main(Wrong)
